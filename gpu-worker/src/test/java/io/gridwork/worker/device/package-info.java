@NullMarked
package io.gridwork.worker.device;

import org.jspecify.annotations.NullMarked;
