package io.gridwork.toolkit.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.chain.BlockTag;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.junit.GridworkChain;
import io.gridwork.testchain.junit.UnderLoad;
import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An apply that ends anywhere goes on where it was: nothing is created or called twice, nothing is forgotten. */
@GridworkChain(perTest = true)
@UnderLoad
class CrashTest {
    private static final int STEPS = 9 + 11;

    @TempDir
    Path folder;

    /** Blocks are made by hand, so that the process is killed with exactly one transaction in the pool and {@code mined} behind it. */
    @ParameterizedTest
    @ValueSource(ints = {1, 9})
    void an_apply_killed_while_a_transaction_is_on_its_way(int mined, AnvilChain chain) throws Exception {
        Network network = Network.of(chain);
        chain.mineOnTransaction(false);
        Process apply = ApplyProcess.start(chain.rpcUrl(), folder);
        try {
            for (int done = 0; done < mined; done++) {
                awaitPending(network, done + 1);
                chain.mine(1);
            }
            awaitPending(network, mined + 1);
        } finally {
            apply.destroyForcibly().waitFor();
        }
        Path record = network.deployer(Network.DEV, folder).record();
        assertThat(Files.exists(record) ? Deployment.read(record).contracts().size() : 0)
                .isLessThanOrEqualTo(mined);

        chain.mineOnTransaction(true);
        network.apply(Network.DEV, folder, 0);
        assertThat(network.nonce(0)).isEqualTo(STEPS);
        Verification verification = network.deployer(Network.DEV, folder).verify(Network.address(0));
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
    }

    @Test
    void a_transaction_mined_while_nobody_watched_is_not_sent_again(AnvilChain chain) throws Exception {
        Network network = Network.of(chain);
        chain.mineOnTransaction(false);
        Process apply = ApplyProcess.start(chain.rpcUrl(), folder);
        try {
            awaitPending(network, 1);
        } finally {
            apply.destroyForcibly().waitFor();
        }
        chain.mineOnTransaction(true);
        chain.mine(1);
        assertThat(network.nonce(0)).isEqualTo(1);
        assertThat(network.deployer(Network.DEV, folder).record()).doesNotExist();
        assertThat(network.apply(Network.DEV, folder, 0).transactions()).isEqualTo(STEPS);
        assertThat(network.nonce(0)).isEqualTo(STEPS);
    }

    /** As when a node is killed and has not written its newest blocks. */
    @Test
    void a_deployment_whose_last_blocks_the_node_has_lost_is_made_whole(AnvilChain chain) throws IOException {
        Network network = Network.of(chain);
        chain.mine(1);
        Deployment before = network.apply(Network.DEV, folder, 0).record();
        network.client().request("anvil_rollback", STEPS - 3);
        assertThat(network.nonce(0)).isEqualTo(3);
        Deployment after = network.apply(Network.DEV, folder, 0).record();
        assertThat(network.nonce(0)).isEqualTo(STEPS);
        assertThat(after.contracts().keySet()).isEqualTo(before.contracts().keySet());
        assertThat(after.contract("JobEscrow").address())
                .isEqualTo(before.contract("JobEscrow").address());
        Verification verification = network.deployer(Network.DEV, folder).verify(Network.address(0));
        assertThat(verification.isGood()).as(verification.toString()).isTrue();
    }

    @Test
    void two_applies_at_once_are_refused(AnvilChain chain) throws Exception {
        Network network = Network.of(chain);
        chain.mineOnTransaction(false);
        Process apply = ApplyProcess.start(chain.rpcUrl(), folder);
        try {
            awaitPending(network, 1);
            assertThatThrownBy(() -> network.apply(Network.DEV, folder, 0))
                    .isInstanceOf(ToolkitException.class)
                    .hasMessageContaining("is in use by process " + apply.pid());
        } finally {
            apply.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_record_that_cannot_be_written_loses_nothing(AnvilChain chain) throws IOException {
        Network network = Network.of(chain);
        Path record = network.deployer(Network.DEV, folder).record();
        Files.createDirectories(record.resolveSibling(record.getFileName() + ".next"));
        assertThatThrownBy(() -> network.apply(Network.DEV, folder, 0))
                .hasMessageContaining("deployment record " + record + " cannot be written")
                .hasMessageContaining("apply again");
        assertThat(network.nonce(0)).isEqualTo(1);
        Files.delete(record.resolveSibling(record.getFileName() + ".next"));
        network.apply(Network.DEV, folder, 0);
        assertThat(network.nonce(0)).isEqualTo(STEPS);
    }

    private static void awaitPending(Network network, long nonce) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> network.client().nonce(Network.address(0), BlockTag.PENDING) == nonce);
    }
}
