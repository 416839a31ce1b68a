package io.gridwork.testchain.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real chain, started once and shared by its tests.
 *
 * <p>Parameters of constructors, tests and lifecycle methods are filled in by type: {@link
 * io.gridwork.testchain.TestChain}, {@link java.net.URI} (the RPC URL), {@code List<}{@link
 * io.gridwork.testchain.TestAccount}{@code >}. A parameter {@link io.gridwork.testchain.AnvilChain} or {@link
 * io.gridwork.testchain.BesuChain} asks for that engine.
 *
 * <p>A test whose engine is not on this machine is aborted with the reason, never passed. The engine is chosen by the
 * system property {@code gridwork.chain} or the environment variable {@code GRIDWORK_CHAIN}. On a slow machine {@code
 * gridwork.startTimeout} or {@code GRIDWORK_START_TIMEOUT} gives a node more seconds than 90 to start.
 *
 * <pre>{@code
 * @GridworkChain
 * class TransferTest {
 *     @Test
 *     void moves(TestChain chain, List<TestAccount> accounts) { … }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GridworkChainExtension.class)
public @interface GridworkChain {

    /** {@code besu} or {@code anvil} for tests that only this engine can answer; empty: whichever is chosen. */
    String engine() default "";

    /** Milliseconds between blocks; on anvil each transaction gets one at once besides. 0: the engine's own, on anvil only those. */
    long blockTimeMillis() default 0;

    /** Whether each test gets a chain of its own instead of sharing the class's. */
    boolean perTest() default false;
}
