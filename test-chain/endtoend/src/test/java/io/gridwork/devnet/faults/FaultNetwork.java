package io.gridwork.devnet.faults;

import io.gridwork.abi.Address;
import io.gridwork.devnet.network.Devnet;
import io.gridwork.devnet.network.DevnetFolder;
import io.gridwork.devnet.network.Node;
import io.gridwork.devnet.network.Wallet;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.faults.Fault;
import io.gridwork.testchain.faults.NodeFault;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A network on anvil, without faults. Each task has accounts of its own on it, so that none meets what another left behind. Several
 * tasks may be under way at a time.
 */
final class FaultNetwork implements AutoCloseable {

    private static final BigInteger MONEY = BigInteger.valueOf(100_000_000); // 100 USDT
    private static final int POOL_SECONDS = 3;
    private static final String ETHER = "0x56bc75e2d63100000"; // 100

    private final DevnetFolder folder;
    private final Devnet devnet;
    private final Wallet purse;
    private final Node idle;
    private final AtomicInteger names = new AtomicInteger();
    private final long indexed;
    private volatile boolean makesBlocks = true;

    private FaultNetwork(DevnetFolder folder, Devnet devnet) {
        this.folder = folder;
        this.devnet = devnet;
        Signer signer = Signer.ofPrivateKey(TestAccount.ALL.get(7).privateKey());
        this.purse = new Wallet(devnet.client(), signer, devnet.contracts());
        this.idle = devnet.register(List.of("idle")).getFirst();
        purse.send(
                "fill the purse",
                devnet.contracts().call("TestUSDT", "mint", purse.address(), MONEY),
                devnet.contracts()
                        .call("TestUSDT", "approve", devnet.contracts().address("Vault"), MONEY));
        for (int i = 0; i < 12; i++) someEvent();
        this.indexed = devnet.client().blockNumber();
    }

    /** Aborts the test where there is no anvil: only on it can all faults be played. */
    static FaultNetwork start(Path place) {
        EngineSelection anvil;
        try {
            anvil = EngineSelection.requested(Optional.of("anvil"));
        } catch (NodeException absent) {
            return Assumptions.abort(absent.getMessage());
        }
        var folder = DevnetFolder.claim(place);
        var options = ChainOptions.defaults().withBlockTime(Duration.ofSeconds(1));
        var devnet = Devnet.start(folder, anvil.engine(), options, 0, line -> {});
        try {
            return new FaultNetwork(folder, devnet);
        } catch (RuntimeException failed) { // whatever it is, the chain must not stay
            devnet.close();
            folder.close();
            throw failed;
        }
    }

    Devnet devnet() {
        return devnet;
    }

    /** The real node. */
    URI rpc() {
        return devnet.chain().rpcUrl();
    }

    /** Up to here the events of the network are always the same, whatever tasks do later. */
    long indexed() {
        return indexed;
    }

    /** A node that has no worker: jobs for it stay as they are. */
    Node idle() {
        return idle;
    }

    /** A node of its own for a task. */
    synchronized Node node() {
        return devnet.register(List.of(name("node"))).getFirst();
    }

    /** A transaction with an event that the indexer keeps. */
    void someEvent() {
        purse.send(
                "deposit",
                devnet.contracts()
                        .call(
                                "Vault",
                                "deposit",
                                devnet.contracts().address("TestUSDT"),
                                purse.address(),
                                BigInteger.ONE));
    }

    String name(String what) {
        return what + "-" + names.incrementAndGet();
    }

    /** A new account with a key file and coins for gas. */
    record Person(Signer signer, Path keyFile) {
        Address address() {
            return signer.address();
        }
    }

    Person person() {
        try {
            Path file = folder.keys().resolve(name("person") + ".key");
            Files.createDirectories(file.toAbsolutePath().getParent());
            var person = new Person(KeyFile.create(file), file);
            devnet.chain().rpc().call("anvil_setBalance", person.address().hex(), ETHER);
            // A node that lags by two blocks must know of the coins.
            devnet.chain().rpc().call("anvil_mine", "0x3");
            return person;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new account with coins for gas and 100 USDT. */
    Person requester() {
        Person person = person();
        purse.send("mint money", devnet.contracts().call("TestUSDT", "mint", person.address(), MONEY));
        return person;
    }

    /** USDT in the account's hands and in the vault. */
    BigInteger money(Address account) {
        return devnet.contracts()
                .read(devnet.client(), "TestUSDT", "balanceOf", account)
                .getFirst()
                .toInteger()
                .add(devnet.market().vaultBalance("TestUSDT", account));
    }

    /** Whether blocks come by themselves. */
    boolean makesBlocks() {
        return makesBlocks;
    }

    /**
     * Gives a fault of the chain what it needs: no transaction of others in a block that may be replaced, and time in which a transaction is in
     * no block yet.
     */
    void prepare(Fault fault) {
        if (!(fault instanceof NodeFault)) return;
        devnet.chain().rpc().call("anvil_mine", "0x3");
        if (fault == NodeFault.POOL_LOST) blockEvery(POOL_SECONDS);
        if (fault == NodeFault.MINES_ON_DEMAND) {
            blockEvery(0);
            devnet.chain().rpc().call("evm_setAutomine", true);
            makesBlocks = false;
        }
    }

    /** Blocks come again each second, after {@link #prepare}. */
    void restore(Fault fault) {
        if (fault != NodeFault.POOL_LOST && fault != NodeFault.MINES_ON_DEMAND) return;
        blockEvery(1);
        makesBlocks = true;
    }

    private void blockEvery(int seconds) {
        devnet.chain().rpc().call("evm_setIntervalMining", seconds);
    }

    @Override
    public void close() {
        devnet.close();
        folder.close();
    }
}
