/** The node's own account: registration, stake, maintenance. */
@NullMarked
package io.gridwork.worker.node;

import org.jspecify.annotations.NullMarked;
