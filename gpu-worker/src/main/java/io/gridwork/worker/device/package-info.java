/** Runs a task: on OpenCL, or on the reference. {@code OpenClDevice} is loaded by the runner process only. */
@NullMarked
package io.gridwork.worker.device;

import org.jspecify.annotations.NullMarked;
