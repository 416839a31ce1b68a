/** What is to be deployed, as a plan file says it. Nothing here knows a chain or an artifact. */
@NullMarked
package io.gridwork.toolkit.plan;

import org.jspecify.annotations.NullMarked;
