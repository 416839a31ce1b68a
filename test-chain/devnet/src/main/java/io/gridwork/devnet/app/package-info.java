/** The commands {@code gridwork demo} and {@code gridwork chain}. */
@NullMarked
package io.gridwork.devnet.app;

import org.jspecify.annotations.NullMarked;
