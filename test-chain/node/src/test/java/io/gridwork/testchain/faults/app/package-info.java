@NullMarked
package io.gridwork.testchain.faults.app;

import org.jspecify.annotations.NullMarked;
