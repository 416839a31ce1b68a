/** Drives every open job through its steps until nothing is left to do. */
@NullMarked
package io.gridwork.worker.loop;

import org.jspecify.annotations.NullMarked;
