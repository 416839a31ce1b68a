/** The programs a worker can run, each with its OpenCL source and a pure-Java reference. Pure. */
@NullMarked
package io.gridwork.worker.program;

import org.jspecify.annotations.NullMarked;
