@NullMarked
package io.gridwork.worker.sandbox;

import org.jspecify.annotations.NullMarked;
