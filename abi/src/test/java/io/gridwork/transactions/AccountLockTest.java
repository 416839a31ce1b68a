package io.gridwork.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Keccak256;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs of one user never send for one account at a time, whatever their journals. */
@UnderLoad
class AccountLockTest {
    private static final Address ACCOUNT = Address.parse("0x52908400098527886e0f7030069857d2e4169ee7");
    private static final Hash32 GENESIS = Keccak256.hash("genesis");

    @TempDir
    Path folder;

    private AccountLock take(long chain, Address account, Hash32 genesis, Duration patience) {
        return AccountLock.take(
                folder.resolve("locks"), chain, account, genesis, folder.resolve("my-journal.db"), patience);
    }

    @Test
    void aSecondSenderIsToldWhichProcessHasTheAccount() {
        try (AccountLock held = take(1, ACCOUNT, GENESIS, Duration.ZERO)) {
            assertThat(held).isNotNull();
            assertThatIllegalStateException()
                    .isThrownBy(() -> take(1, ACCOUNT, GENESIS, Duration.ZERO))
                    .withMessageContaining("account " + ACCOUNT + " on chain 1 is in use by process "
                            + ProcessHandle.current().pid())
                    .withMessageContaining("my-journal.db")
                    .withMessageContaining("wait for that process or stop it");
        }
        take(1, ACCOUNT, GENESIS, Duration.ZERO).close();
    }

    @Test
    void otherAccountsAndChainsAreFree() {
        try (AccountLock one = take(1, ACCOUNT, GENESIS, Duration.ZERO);
                AccountLock account = take(1, Address.ZERO, GENESIS, Duration.ZERO);
                AccountLock chain = take(2, ACCOUNT, GENESIS, Duration.ZERO)) {
            assertThat(one).isNotSameAs(account).isNotSameAs(chain);
        }
    }

    /** Everybody's test chain has the same id and accounts; a public chain is the same one, whatever the node says of its first block. */
    @Test
    void developmentChainsAreToldApartByTheirFirstBlock() {
        try (AccountLock one = take(1337, ACCOUNT, GENESIS, Duration.ZERO);
                AccountLock other = take(1337, ACCOUNT, Hash32.ZERO, Duration.ZERO);
                AccountLock open = take(1, ACCOUNT, GENESIS, Duration.ZERO)) {
            assertThat(one).isNotSameAs(other).isNotSameAs(open);
            assertThatIllegalStateException().isThrownBy(() -> take(1, ACCOUNT, Hash32.ZERO, Duration.ZERO));
        }
    }

    @Test
    void aShortCommandIsWaitedFor() {
        AccountLock first = take(1, ACCOUNT, GENESIS, Duration.ZERO);
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            started.countDown();
            take(1, ACCOUNT, GENESIS, Duration.ofSeconds(60)).close();
        });
        assertThat(started).satisfies(CountDownLatch::await);
        first.close();
        second.join();
    }

    @Test
    void theLocksAreInTheStateFolderOfTheUserAndNobodyElsesBusiness() throws IOException {
        Path home = Files.createDirectories(folder.resolve("home"));
        Path place = AccountLock.place(Map.of(), home);
        assertThat(place).isEqualTo(home.resolve(".local/state/gridwork/locks"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
                .isEqualTo("rwx------");
        Path state = folder.resolve("state");
        assertThat(AccountLock.place(Map.of("XDG_STATE_HOME", state.toString()), home))
                .isEqualTo(state.resolve("gridwork/locks"));
    }

    @Test
    void whereThereIsNoHomeTheyAreAmongTemporaryFiles() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        assertThat(AccountLock.place(Map.of(), file).getFileName().toString()).startsWith("gridwork-locks-");
    }
}
