/** The plan meets the chain: preview, apply, verify. */
@NullMarked
package io.gridwork.toolkit.deploy;

import org.jspecify.annotations.NullMarked;
