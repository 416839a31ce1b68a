package io.gridwork.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the contracts of one chain are: the record that the deployment writes, and worker and indexer read. By contract name.
 *
 * @param genesisHash hash of the chain's first block: development chains share chain ids. Empty where the record does not say
 * @param firstTransaction block of the deployment's first transaction: some development chains begin with the same block at
 *     each start. Empty where the record does not say
 */
public record Deployment(
        long chainId,
        Optional<Hash32> genesisHash,
        Optional<BlockRef> firstTransaction,
        SequencedMap<String, Contract> contracts) {
    /** {@code constructorArguments}: ABI-encoded; {@code initCodeHash}: Keccak-256 of creation bytecode and arguments. */
    public record Contract(
            Address address,
            Hash32 transactionHash,
            long blockNumber,
            Bytes constructorArguments,
            Hash32 initCodeHash) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    public Deployment {
        contracts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(contracts));
    }

    public Deployment(long chainId) {
        this(chainId, Optional.empty());
    }

    public Deployment(long chainId, Optional<Hash32> genesisHash) {
        this(chainId, genesisHash, new LinkedHashMap<>());
    }

    public Deployment(long chainId, Optional<Hash32> genesisHash, SequencedMap<String, Contract> contracts) {
        this(chainId, genesisHash, Optional.empty(), contracts);
    }

    /** The same, with its first transaction in that block. */
    public Deployment startingIn(BlockRef block) {
        return new Deployment(chainId, genesisHash, Optional.of(block), contracts);
    }

    /** The same with one contract more, or replaced. */
    public Deployment with(String name, Contract contract) {
        SequencedMap<String, Contract> more = new LinkedHashMap<>(contracts);
        more.put(name, contract);
        return new Deployment(chainId, genesisHash, firstTransaction, more);
    }

    /** The contract of that name. @throws IllegalArgumentException when the record has none of that name */
    public Contract contract(String name) {
        Contract contract = contracts.get(name);
        if (contract != null) return contract;
        throw new IllegalArgumentException("the deployment on chain " + chainId + " has no contract " + name + ", only "
                + String.join(", ", contracts.keySet()));
    }

    /** First block that holds one of the contracts; 0 where there is none. */
    public long firstBlock() {
        return contracts.values().stream()
                .mapToLong(Contract::blockNumber)
                .min()
                .orElse(0);
    }

    /** From a file. @throws IllegalArgumentException naming the file and what in it is no deployment record */
    public static Deployment read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("deployment record " + file + ": " + malformed.getMessage(), malformed);
        }
    }

    /** From its JSON. @throws IllegalArgumentException naming what is missing or wrong */
    public static Deployment parse(String json) {
        try {
            JsonNode root = JSON.readTree(json);
            JsonNode chainId = root.path("chainId");
            if (!chainId.isIntegralNumber()) throw new IllegalArgumentException("\"chainId\" is missing or no number");
            JsonNode genesis = root.path("genesisHash");
            Deployment deployment = new Deployment(
                    chainId.asLong(),
                    genesis.isString() ? Optional.of(Hash32.parse(genesis.asString())) : Optional.empty());
            JsonNode first = root.path("firstTransaction");
            if (first.isObject()) {
                deployment = deployment.startingIn(
                        new BlockRef(first.path("blockNumber").asLong(), Hash32.parse(text(first, "blockHash"))));
            }
            for (Map.Entry<String, JsonNode> entry : root.path("contracts").properties()) {
                deployment = deployment.with(entry.getKey(), contract(entry.getKey(), entry.getValue()));
            }
            return deployment;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    private static Contract contract(String name, JsonNode node) {
        try {
            return new Contract(
                    Address.parse(text(node, "address")),
                    Hash32.parse(text(node, "transactionHash")),
                    node.path("blockNumber").asLong(),
                    Bytes.parse(text(node, "constructorArguments")),
                    Hash32.parse(text(node, "initCodeHash")));
        } catch (IllegalArgumentException | JacksonException malformed) {
            throw new IllegalArgumentException("contract " + name + ": " + malformed.getMessage(), malformed);
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) throw new IllegalArgumentException("\"" + field + "\" is missing");
        return value.asString();
    }

    /** Replaces the file at once: a reader never sees half of it. Contracts are written in the order of their names. */
    public void write(Path file) throws IOException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, toJson());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    public String toJson() {
        Map<String, Object> byName = new TreeMap<>();
        contracts.forEach((name, contract) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("address", contract.address().toString());
            fields.put("transactionHash", contract.transactionHash().hex());
            fields.put("blockNumber", contract.blockNumber());
            fields.put("constructorArguments", contract.constructorArguments().hex());
            fields.put("initCodeHash", contract.initCodeHash().hex());
            byName.put(name, fields);
        });
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("chainId", chainId);
        genesisHash.ifPresent(hash -> root.put("genesisHash", hash.hex()));
        firstTransaction.ifPresent(block -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("blockNumber", block.number());
            fields.put("blockHash", block.hash().hex());
            root.put("firstTransaction", fields);
        });
        root.put("contracts", byName);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }
}
