/** The protocol as an executable model in plain Java, and its comparison with the contracts on a real chain, step by step. */
@org.jspecify.annotations.NullMarked
package io.gridwork.devnet.model;
