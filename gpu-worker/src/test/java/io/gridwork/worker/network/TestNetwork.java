package io.gridwork.worker.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import io.gridwork.worker.program.BuiltIn;
import io.gridwork.worker.program.Programs;
import io.gridwork.worker.program.Search;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * The whole protocol on a test chain: real contracts, every built-in program vetted, windows of seconds. Accounts are made new for
 * whoever takes part, with coins for gas and tokens of both kinds, so that tests do not share nonces.
 */
public final class TestNetwork {
    public static final int NODE_CLASS = 1;
    /** As on public networks. A smaller jury stays incomplete more often, because fewer tickets are drawn. */
    public static final int JURORS = 9;
    /** Stake of a jury ticket: the highest bond of a job is 10/3 of it. */
    private static final BigInteger TICKET = ether(1);

    private final TestChain chain;
    private final ChainClient client;
    private final Deployer deployer;

    private TestNetwork(TestChain chain, ChainClient client, Deployer deployer) {
        this.chain = chain;
        this.client = client;
        this.deployer = deployer;
    }

    /** Deploys with the chain's first account. */
    public static TestNetwork deploy(TestChain chain) {
        ChainClient client = new ChainClient(chain.rpcUrl());
        Signer signer = Signer.ofPrivateKey(TestAccount.ALL.getFirst().privateKey());
        Deployer deployer = new Deployer(client, signer);
        Address governor = signer.address();
        Address usdt = deployer.deploy("TestUSDT");
        Address stake = deployer.deploy("TestStake");
        Address vault = deployer.deploy("Vault", governor);
        Address staking = deployer.deploy(
                "NodeStaking", governor, vault, stake, 86_400, TICKET, 1, List.of(ether(10), 86_400, 86_400, 60));
        Address programs = deployer.deploy("ProgramRegistry", governor);
        Address market = deployer.deploy(
                "JobEscrow",
                governor,
                vault,
                staking,
                programs,
                List.of(1, 600, 1, 600, 1, 600, 1, 600),
                List.of(governor, 200, 2_000));
        Address source = deployer.deploy("BlockHashSeed");
        Address jury = deployer.deploy("Jury", market, source, JURORS, List.of(8, 60, 12, 60, 60));
        deployer.deploy("MarketLens", market);
        Address powVerifier = deployer.deploy("PowVerifier", 0);
        deployer.call("Vault", "addModule", jury);
        deployer.call("JobEscrow", "setJury", jury);
        deployer.settleAll();
        deployer.call("NodeStaking", "addMarket", market, jury);
        deployer.call("Vault", "addModule", staking);
        deployer.call("Vault", "addModule", market);
        deployer.call("JobEscrow", "setToken", usdt, true);
        deployer.call("JobEscrow", "setToken", Address.ZERO, true);
        deployer.call("JobEscrow", "setBondFloor", NODE_CLASS, List.of(BigInteger.TEN.pow(11), BigInteger.TEN.pow(15)));
        for (BuiltIn program : Programs.builtIn()) {
            deployer.call(
                    "ProgramRegistry",
                    "setProgram",
                    program.hash(),
                    List.of(
                            true,
                            NODE_CLASS,
                            1_000_000,
                            program.equals(Search.KECCAK256) ? powVerifier : Address.ZERO));
        }
        deployer.settleAll();
        TestNetwork network = new TestNetwork(chain, client, deployer);
        network.openClass(market, jury);
        return network;
    }

    /** Jobs of a class need ripe tickets there before the first node of a test comes: these are the deployer's, who never works. */
    private void openClass(Address market, Address jury) {
        BigInteger stake = TICKET.multiply(BigInteger.valueOf(4L * JURORS));
        Address vault = deployment().contract("Vault").address();
        Address staking = deployment().contract("NodeStaking").address();
        deployer.call("TestStake", "mint", deployer.account(), stake);
        deployer.call("TestStake", "approve", vault, stake);
        deployer.call("Vault", "consent", staking, true);
        deployer.settleAll();
        deployer.call("Vault", "deposit", stakeToken(), deployer.account(), stake);
        deployer.settleAll();
        deployer.call(
                "NodeStaking",
                "register",
                List.of(deployer.account(), NODE_CLASS, 1, Hash32.ZERO, stake, market, jury, stake));
        deployer.settleAll();
        chain.passTime(Duration.ofSeconds(2));
        deployer.call("NodeStaking", "ripen", 1);
        deployer.settleAll();
    }

    public TestChain chain() {
        return chain;
    }

    public ChainClient client() {
        return client;
    }

    public Deployment deployment() {
        return deployer.deployment();
    }

    public Address usdt() {
        return deployment().contract("TestUSDT").address();
    }

    public Address stakeToken() {
        return deployment().contract("TestStake").address();
    }

    /** A new key in a file, with one ether, 1,000 USDT and 1,000 GWS. */
    public synchronized Signer newcomer(Path keyFile) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        Signer signer = Signer.ofPrivateKey(Bytes.wrap(key).hex());
        try {
            KeyFile.write(keyFile, signer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        fund(signer.address());
        return signer;
    }

    /** Pays into the vault for somebody who has no coins for gas. */
    public synchronized void deposit(Address account, long microUsdt) {
        Address vault = deployment().contract("Vault").address();
        deployer.call("TestUSDT", "mint", deployer.account(), microUsdt);
        deployer.call("TestUSDT", "approve", vault, microUsdt);
        deployer.settleAll();
        deployer.call("Vault", "deposit", usdt(), account, microUsdt);
        deployer.settleAll();
    }

    /** One ether, 1,000 USDT and 1,000 GWS. */
    public synchronized void fund(Address account) {
        deployer.transfer(account, 1_000);
        deployer.call("TestUSDT", "mint", account, 1_000_000_000L);
        deployer.call("TestStake", "mint", account, ether(1_000));
        deployer.settleAll();
    }

    public static BigInteger ether(long whole) {
        return BigInteger.TEN.pow(18).multiply(BigInteger.valueOf(whole));
    }
}
