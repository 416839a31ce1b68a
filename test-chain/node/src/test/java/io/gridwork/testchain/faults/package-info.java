@NullMarked
package io.gridwork.testchain.faults;

import org.jspecify.annotations.NullMarked;
