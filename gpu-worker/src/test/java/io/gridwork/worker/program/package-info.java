@NullMarked
package io.gridwork.worker.program;

import org.jspecify.annotations.NullMarked;
