/** What a job is: its manifest, its bytes, and the forms its result can take. Pure: no input or output, no clock, no threads. */
@NullMarked
package io.gridwork.worker.job;

import org.jspecify.annotations.NullMarked;
