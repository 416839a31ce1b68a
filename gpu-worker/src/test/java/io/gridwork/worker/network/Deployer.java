package io.gridwork.worker.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.transactions.ActionKey;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import io.gridwork.transactions.TransactionState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Puts contracts on a chain with one account, and calls them as it. */
final class Deployer {
    private final ChainClient client;
    private final TransactionSender sender;
    private final Map<String, ContractAbi> abis = new HashMap<>();
    private final List<ActionKey> open = new ArrayList<>();
    private Deployment deployment;
    private int actions;

    Deployer(ChainClient client, Signer signer) {
        this.client = client;
        this.sender = new TransactionSender(
                client,
                signer,
                TransactionJournal.inMemory(client.chainId(), signer.address()),
                io.gridwork.abi.ErrorDecoder.BUILT_IN,
                SenderOptions.DEFAULT.withPollInterval(Duration.ofMillis(20)));
        this.deployment = new Deployment(client.chainId(), java.util.Optional.empty());
    }

    Address account() {
        return sender.account();
    }

    Deployment deployment() {
        return deployment;
    }

    Address deploy(String name, Object... arguments) {
        JsonNode artifact = artifact(name);
        ContractAbi abi = ContractAbi.parse(artifact.required("abi").toString());
        abis.put(name, abi);
        byte[] code = Bytes.parse(artifact.required("bytecode").asString()).toArray();
        byte[] encoded = abi.encodeConstructor(arguments).toArray();
        byte[] all = java.util.Arrays.copyOf(code, code.length + encoded.length);
        System.arraycopy(encoded, 0, all, code.length, encoded.length);
        TransactionState.Done done = settle(send(Call.create(Bytes.wrap(all))));
        Address address = client.receipt(done.txHash()).orElseThrow().contractAddress();
        deployment = deployment.with(
                name,
                new Deployment.Contract(
                        address, done.txHash(), done.block().number(), Bytes.wrap(encoded), Hash32.ZERO));
        return address;
    }

    /** Sends a call; {@link #settleAll} waits for all of them. It is tried on the newest block: what it needs must be settled. */
    void call(String contract, String function, Object... arguments) {
        open.add(send(Call.of(
                deployment.contract(contract).address(),
                abis.get(contract).function(function).encode(arguments))));
    }

    void transfer(Address to, long milliEther) {
        open.add(send(Call.transfer(
                to,
                io.gridwork.abi.Uint256.of(
                        java.math.BigInteger.TEN.pow(15).multiply(java.math.BigInteger.valueOf(milliEther))))));
    }

    void settleAll() {
        open.forEach(this::settle);
        open.clear();
    }

    private ActionKey send(Call call) {
        ActionKey key = ActionKey.of("setup", actions++);
        sender.submit(key, call);
        return key;
    }

    private TransactionState.Done settle(ActionKey key) {
        TransactionState state = sender.await(key, Duration.ofSeconds(60));
        if (state instanceof TransactionState.Done done && done.succeeded()) return done;
        throw new AssertionError("setting up the network failed: " + state);
    }

    private static JsonNode artifact(String name) {
        String path = "/io/gridwork/contracts/artifacts/" + name + ".json";
        try (InputStream in = Deployer.class.getResourceAsStream(path)) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
