package io.gridwork.testchain.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.gridwork.testchain.BesuChain;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

final class GridworkChainTest {

    private static final List<TestChain> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        try {
            EngineSelection.ofThisProcess();
        } catch (NodeException absent) {
            Assumptions.abort(absent.getMessage());
        }
        SEEN.clear();
    }

    private static EngineExecutionResults run(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(testClass))
                .execute();
    }

    @Test
    void oneNodeServesAllTestsOfAClassAndEndsAfterThem() {
        run(Shared.class).testEvents().assertStatistics(s -> s.succeeded(2));
        assertThat(SEEN)
                .hasSize(2)
                .allSatisfy(c -> assertThat(c.process().isAlive()).isFalse());
        assertThat(SEEN.get(0)).isSameAs(SEEN.get(1));
    }

    @Test
    void eachTestGetsItsOwnNodeWhereAsked() {
        run(Apart.class).testEvents().assertStatistics(s -> s.succeeded(2));
        assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(1));
        assertThat(SEEN).allSatisfy(c -> assertThat(c.process().isAlive()).isFalse());
    }

    @Test
    void anEngineThatIsAbsentAbortsTheTestWithTheReason() {
        run(NoSuchEngine.class)
                .allEvents()
                .assertThatEvents()
                .haveExactly(1, event(abortedWithReason(message(m -> m.contains("\"geth\" is not known")))));
    }

    @Test
    void aTestThatNeedsTheOtherEngineIsAborted() {
        Assumptions.assumeTrue(
                EngineSelection.ofThisProcess().engine().name().equals("anvil"), "the chain is not anvil");
        run(NeedsBesu.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test(),
                                abortedWithReason(
                                        message(m -> m.contains("needs a BesuChain, and the chain is anvil")))));
    }

    @GridworkChain
    static class Shared {
        @Test
        void first(TestChain chain, URI url, List<TestAccount> accounts) {
            assertThat(url).isEqualTo(chain.rpcUrl());
            assertThat(accounts).hasSize(10);
            SEEN.add(chain);
        }

        @Test
        void second(TestChain chain) {
            assertThat(chain.process().isAlive()).isTrue();
            SEEN.add(chain);
        }
    }

    @GridworkChain(perTest = true)
    static class Apart {
        @Test
        void first(TestChain chain) {
            SEEN.add(chain);
        }

        @Test
        void second(TestChain chain) {
            SEEN.add(chain);
        }
    }

    @GridworkChain(engine = "geth")
    static class NoSuchEngine {
        @Test
        void never(TestChain chain) {
            throw new AssertionError(chain);
        }
    }

    @GridworkChain
    static class NeedsBesu {
        @Test
        void never(BesuChain chain) {
            throw new AssertionError(chain);
        }
    }
}
