/** The commands. */
@NullMarked
package io.gridwork.worker.app;

import org.jspecify.annotations.NullMarked;
