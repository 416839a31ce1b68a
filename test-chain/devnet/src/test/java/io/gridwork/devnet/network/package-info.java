@NullMarked
package io.gridwork.devnet.network;

import org.jspecify.annotations.NullMarked;
