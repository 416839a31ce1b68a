/** Work for the network's justice: this node as a juror over others' results, and as one who challenges them. */
@NullMarked
package io.gridwork.worker.jury;

import org.jspecify.annotations.NullMarked;
