/** What compilers write: ABI and creation bytecode, from Foundry, Hardhat, Truffle or the flat form. */
@NullMarked
package io.gridwork.toolkit.artifact;

import org.jspecify.annotations.NullMarked;
