/** Starts, watches and kills runner processes, inside bubblewrap where the machine has it. */
@NullMarked
package io.gridwork.worker.sandbox;

import org.jspecify.annotations.NullMarked;
