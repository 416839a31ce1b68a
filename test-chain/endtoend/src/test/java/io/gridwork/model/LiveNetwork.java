package io.gridwork.model;

import static java.util.Objects.requireNonNull;

import io.gridwork.abi.AbiType;
import io.gridwork.abi.AbiValue;
import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.ErrorSchema;
import io.gridwork.abi.Hash32;
import io.gridwork.abi.Parameter;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.devnet.network.DeployedContracts;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestAccount;
import io.gridwork.toolkit.deploy.Deployer;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * The contracts on a real chain whose clock the test sets: each call gets a block of its own at the time it asks for. Anybody's calls can be
 * sent, because anvil lets every account be impersonated.
 */
final class LiveNetwork implements AutoCloseable {
    private static final String PLAN = "io/gridwork/contracts/plans/gridwork-dev.yaml";
    private static final List<String> CALLED = List.of("Vault", "NodeStaking", "ProgramRegistry", "JobEscrow", "Jury");
    private static final String GAS = "0x2dc6c0";
    private static final String WEALTH = "0x" + "f".repeat(24);

    /** What became of a call. {@code error}: name of the contract's error, empty when it went through. */
    record Outcome(long block, String error, long gas) {}

    private final AnvilChain chain;
    private final ChainClient client;
    private final Path record;
    private final DeployedContracts contracts;
    private final Map<Bytes, String> errors = new HashMap<>();
    private final Map<Long, Hash32> hashes = new HashMap<>();
    private long block;
    private long time;

    private LiveNetwork(AnvilChain chain, ChainClient client, Path record, DeployedContracts contracts) {
        this.chain = chain;
        this.client = client;
        this.record = record;
        this.contracts = contracts;
        for (String name : CALLED) {
            learn(contracts.abi(name));
        }
        learn(DeployedContracts.ARTIFACTS.find("BlockHashSeed").abi());
        chain.rpc().call("anvil_autoImpersonateAccount", true);
        var head = client.header(BlockTag.LATEST).orElseThrow();
        block = head.number();
        time = head.timestamp();
    }

    private void learn(ContractAbi abi) {
        for (ErrorSchema error : abi.errors()) errors.put(error.selector(), error.name());
    }

    /** @param jury seats of a jury */
    static LiveNetwork deploy(AnvilChain chain, Path records, Address treasury, int jury) {
        var client = new ChainClient(chain.rpcUrl());
        // Time for challengers to join and for better tickets to come, a block each, and for every vote.
        var slower = Map.of(
                "jurySeedDelay", "4",
                "juryEnrolment", "40 s",
                "juryReveal", "40 s",
                "jurySize", Integer.toString(jury));
        Plan plan = Plan.resource(PLAN)
                .withAccounts(Map.of("treasury", treasury.toString()))
                .withParameters(slower);
        var deployer = new Deployer(plan, DeployedContracts.ARTIFACTS, client, records);
        Deployment deployment = deployer.apply(
                        Signer.ofPrivateKey(TestAccount.ALL.getFirst().privateKey()),
                        SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20)),
                        line -> {})
                .record();
        return new LiveNetwork(chain, client, deployer.record(), new DeployedContracts(deployment));
    }

    URI url() {
        return chain.rpcUrl();
    }

    /** File of the deployment record. */
    Path record() {
        return record;
    }

    DeployedContracts contracts() {
        return contracts;
    }

    Address address(String contract) {
        return contracts.address(contract);
    }

    ChainClient client() {
        return client;
    }

    /** Of the newest block, in Unix seconds. */
    long time() {
        return time;
    }

    Moment moment(Address caller, long now) {
        return new Moment(caller, now, block + 1, number -> requireNonNull(hashes.get(number)));
    }

    /** Money for gas. */
    void enrich(Address account) {
        chain.rpc().call("anvil_setBalance", account.hex(), WEALTH);
    }

    /** In the next block, at {@code now}. */
    Outcome send(Address caller, Call call, long now) {
        chain.rpc().call("evm_setNextBlockTimestamp", now);
        String hash = chain.rpc()
                .callForString(
                        "eth_sendTransaction",
                        Map.of(
                                "from", caller.hex(),
                                "to", requireNonNull(call.to()).hex(),
                                "data", call.data().hex(),
                                "gas", GAS));
        Receipt receipt = awaitReceipt(Hash32.parse(hash));
        block = receipt.block().number();
        time = now;
        hashes.put(block, receipt.block().hash());
        return new Outcome(block, receipt.succeeded() ? "" : errorOf(hash), receipt.gasUsed());
    }

    /** anvil answers before it has mined, by a moment. */
    private Receipt awaitReceipt(Hash32 transaction) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> client.receipt(transaction), Optional::isPresent)
                .orElseThrow();
    }

    private String errorOf(String transaction) {
        var options = Map.of("tracer", "callTracer", "tracerConfig", Map.of("onlyTopCall", true));
        Object trace = chain.rpc().call("debug_traceTransaction", transaction, options);
        if (!(trace instanceof Map<?, ?> top) || !(top.get("output") instanceof String output) || output.length() < 10)
            return "no reason: " + trace;
        Bytes selector = Bytes.parse(output.substring(0, 10));
        return errors.getOrDefault(selector, "unknown error " + selector);
    }

    /** One of several questions to a contract. */
    record Question(String function, List<Object> arguments) {
        Question(String function, Object... arguments) {
            this(function, List.of(arguments));
        }
    }

    /** Asks a contract that has {@code multicall} several questions at once. */
    List<AbiValue> readAll(String contract, List<Question> questions) {
        ContractAbi abi = contracts.abi(contract);
        List<Object> calls = questions.stream()
                .<Object>map(one ->
                        abi.function(one.function()).encode(one.arguments().toArray()))
                .toList();
        List<AbiValue> answers = read(contract, "multicall", calls).getFirst().toList();
        return IntStream.range(0, answers.size())
                .mapToObj(i -> abi.function(questions.get(i).function())
                        .decodeResult((Bytes) answers.get(i))
                        .getFirst())
                .toList();
    }

    List<AbiValue> read(String contract, String function, Object... arguments) {
        return contracts.read(client, contract, function, arguments);
    }

    /** The answer as it was at the end of a block. */
    List<AbiValue> readAt(long number, String contract, String function, Object... arguments) {
        return client.read(
                address(contract), contracts.abi(contract).function(function), BlockTag.at(number), arguments);
    }

    /** A member of the struct that a function answers. */
    AbiValue field(String contract, String function, AbiValue struct, String name) {
        var type = (AbiType.Tuple)
                contracts.abi(contract).function(function).outputs().getFirst().type();
        List<String> names = type.components().stream().map(Parameter::name).toList();
        return struct.toList().get(names.indexOf(name));
    }

    @Override
    public void close() {
        client.close();
    }
}
