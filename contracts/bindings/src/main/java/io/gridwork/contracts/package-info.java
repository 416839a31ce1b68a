/**
 * The protocol's values as Java records: what the Solidity types of {@code contracts/src/types} are on chain, these are in Java, equal bit
 * for bit. The contracts' wrappers are generated next to them, in {@code io.gridwork.contracts.wrappers}.
 */
@NullMarked
package io.gridwork.contracts;

import org.jspecify.annotations.NullMarked;
