@NullMarked
package io.gridwork.devnet;

import org.jspecify.annotations.NullMarked;
