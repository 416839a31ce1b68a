/** A network that stays up in the background, until it is told to end. */
@NullMarked
package io.gridwork.devnet.up;

import org.jspecify.annotations.NullMarked;
