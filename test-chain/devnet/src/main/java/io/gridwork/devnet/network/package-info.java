/** A network on this machine: its folder, contracts, accounts and processes. */
@NullMarked
package io.gridwork.devnet.network;

import org.jspecify.annotations.NullMarked;
