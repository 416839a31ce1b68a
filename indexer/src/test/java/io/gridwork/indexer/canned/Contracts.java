package io.gridwork.indexer.canned;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.ContractAbi;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.network.Deployment;
import io.gridwork.testchain.TestChain;
import io.gridwork.transactions.SignedTransaction;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.UnsignedTransaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Deploys our contracts on a test chain from their artifacts, and calls them. */
public final class Contracts implements AutoCloseable {
    private static final BigInteger TIP = BigInteger.valueOf(1_000_000_000);
    private static final long GAS = 8_000_000;

    /** A contract on the chain. */
    public record Contract(Address address, ContractAbi abi, Receipt deployment) {}

    private final TestChain chain;
    private final ChainClient client;
    private final Map<String, Contract> deployed = new LinkedHashMap<>();

    public Contracts(TestChain chain) {
        this.chain = chain;
        client = new ChainClient(chain.rpcUrl());
    }

    public static JsonNode artifact(String name) {
        try (InputStream in =
                Contracts.class.getResourceAsStream("/io/gridwork/contracts/artifacts/" + name + ".json")) {
            return JsonMapper.shared().readTree(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Path abiFile(Path folder, String name) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), artifact(name).toString());
    }

    public Signer signer(int account) {
        return Signer.ofPrivateKey(chain.accounts().get(account).privateKey());
    }

    public Contract deploy(Signer from, String name, Object... arguments) {
        JsonNode artifact = artifact(name);
        ContractAbi abi = ContractAbi.parse(artifact.path("abi").toString());
        byte[] code = Bytes.parse(artifact.path("bytecode").asString()).toArray();
        byte[] encoded = abi.encodeConstructor(arguments).toArray();
        byte[] all = Arrays.copyOf(code, code.length + encoded.length);
        System.arraycopy(encoded, 0, all, code.length, encoded.length);
        Receipt receipt = send(from, Call.create(Bytes.wrap(all)));
        Contract contract =
                new Contract(Optional.ofNullable(receipt.contractAddress()).orElseThrow(), abi, receipt);
        deployed.put(name, contract);
        return contract;
    }

    public Receipt send(Signer from, Contract to, String function, Object... arguments) {
        return send(from, Call.of(to.address(), to.abi().function(function).encode(arguments)));
    }

    private Receipt send(Signer from, Call call) {
        BigInteger maxFee = client.fees().baseFee().multiply(BigInteger.TEN).add(TIP);
        long nonce = client.nonce(from.address(), BlockTag.PENDING);
        SignedTransaction signed = from.sign(new UnsignedTransaction(chain.chainId(), nonce, call, GAS, maxFee, TIP));
        client.sendRawTransaction(signed.raw());
        Receipt receipt = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.receipt(signed.hash()), Optional::isPresent)
                .orElseThrow();
        if (!receipt.succeeded()) throw new IllegalStateException("reverted: " + call);
        return receipt;
    }

    /** The single result of a view function. */
    public io.gridwork.abi.AbiValue read(Contract contract, String function, Object... arguments) {
        return client.read(contract.address(), contract.abi().function(function), BlockTag.LATEST, arguments)
                .getFirst();
    }

    public Path record(Path file) throws IOException {
        Deployment record =
                new Deployment(chain.chainId(), client.header(BlockTag.at(0)).map(header -> header.hash()));
        for (Map.Entry<String, Contract> each : deployed.entrySet()) {
            Contract contract = each.getValue();
            record = record.with(
                    each.getKey(),
                    new Deployment.Contract(
                            contract.address(),
                            contract.deployment().txHash(),
                            contract.deployment().block().number(),
                            Bytes.EMPTY,
                            contract.deployment().txHash()));
        }
        record.write(file);
        return file;
    }

    public ChainClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
