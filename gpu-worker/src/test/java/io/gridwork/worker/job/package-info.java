@NullMarked
package io.gridwork.worker.job;

import org.jspecify.annotations.NullMarked;
