/**
 * Starts and stops a real Ethereum node as a child process: on loopback, on a free port, in a data folder of its own.
 *
 * <p>Start at {@link io.gridwork.testchain.EngineSelection}, or in a JUnit 5 test at {@link
 * io.gridwork.testchain.junit.GridworkChain}.
 */
@NullMarked
package io.gridwork.testchain;

import org.jspecify.annotations.NullMarked;
