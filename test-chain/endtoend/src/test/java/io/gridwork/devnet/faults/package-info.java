@NullMarked
package io.gridwork.devnet.faults;

import org.jspecify.annotations.NullMarked;
