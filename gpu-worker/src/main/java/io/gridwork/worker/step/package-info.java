/** One class for each arrow of a job's life. */
@NullMarked
package io.gridwork.worker.step;

import org.jspecify.annotations.NullMarked;
