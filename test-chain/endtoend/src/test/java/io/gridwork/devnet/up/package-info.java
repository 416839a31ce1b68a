@NullMarked
package io.gridwork.devnet.up;

import org.jspecify.annotations.NullMarked;
