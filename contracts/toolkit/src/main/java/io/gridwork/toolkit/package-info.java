/** Puts contracts on a chain by a plan, any contracts: {@code io.gridwork.toolkit.deploy.Deployer} is where to begin. */
@NullMarked
package io.gridwork.toolkit;

import org.jspecify.annotations.NullMarked;
