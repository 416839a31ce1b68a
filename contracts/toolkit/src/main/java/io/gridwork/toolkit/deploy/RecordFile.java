package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Deployment;
import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The deployment record of one chain: {@code <chainId>.json} in a folder, and the journal of transactions beside it. */
final class RecordFile {
    /** The ids that geth, Besu, anvil and Hardhat give a chain that lives as long as its process. */
    private static final Set<Long> DEVELOPMENT = Set.of(1337L, 31_337L);

    private final Path file;
    private final long chainId;
    private final Hash32 genesis;

    RecordFile(Path folder, long chainId, Hash32 genesis) {
        this.file = folder.resolve(chainId + ".json");
        this.chainId = chainId;
        this.genesis = genesis;
    }

    /** Whether everybody's test chain has this id. */
    boolean isOfDevelopment() {
        return DEVELOPMENT.contains(chainId);
    }

    Path path() {
        return file;
    }

    /** Named after the chain's first block too: a development chain that was started anew has nothing in the old journal. */
    Path journal() {
        return file.resolveSibling(chainId + "-" + genesis.hex().substring(2, 10) + ".journal.db");
    }

    /** A record of this chain without contracts. */
    Deployment empty() {
        return new Deployment(chainId, Optional.of(genesis));
    }

    /**
     * Why the record is one of a development chain that is gone: it began with another block, or none of its contracts is on this
     * chain. Empty for a record of this chain, for no record, and for every chain that is not a development chain.
     */
    Optional<String> gone(ChainClient chain) {
        if (!isOfDevelopment() || !Files.exists(file)) return Optional.empty();
        Deployment record = parse();
        if (record.chainId() != chainId) return Optional.empty();
        if (isOfAnotherStart(record)) {
            return Optional.of("deployment record " + file + " is of an earlier chain " + chainId
                    + ", which began with block " + record.genesisHash().orElseThrow());
        }
        boolean lost = !record.contracts().isEmpty()
                && record.contracts().values().stream()
                        .allMatch(contract ->
                                chain.code(contract.address(), BlockTag.LATEST).isEmpty());
        return lost
                ? Optional.of("deployment record " + file + " is of an earlier chain " + chainId
                        + ": none of its contracts is on this one")
                : Optional.empty();
    }

    /** Renames the record, and the journal where this chain would take it for its own. @return the record's new name */
    Path setAside() {
        boolean sameJournal = !isOfAnotherStart(parse());
        String first = parse().genesisHash().orElse(genesis).hex().substring(2, 10);
        Path aside = file.resolveSibling(chainId + "-" + first + ".json");
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            if (!sameJournal) return aside;
            for (String part : List.of("", "-wal", "-shm")) {
                Path journal = file.resolveSibling(journal().getFileName() + part);
                if (Files.exists(journal)) {
                    Files.move(
                            journal,
                            file.resolveSibling(journal.getFileName() + ".old"),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            return aside;
        } catch (IOException failure) {
            throw new ToolkitException(
                    "deployment record " + file + " is of a chain that is gone and cannot be renamed: " + failure
                            + "; make the folder writable, or delete the record",
                    failure);
        }
    }

    private boolean isOfAnotherStart(Deployment record) {
        return record.genesisHash()
                .filter(recorded -> !recorded.equals(genesis))
                .isPresent();
    }

    /** @throws ToolkitException if the file is no record, or one of another chain */
    Deployment read() {
        if (!Files.exists(file)) return empty();
        Deployment record = parse();
        if (record.chainId() != chainId) {
            throw new ToolkitException(
                    "deployment record " + file + " is of chain " + record.chainId() + ", and the node serves chain "
                            + chainId + "; use another deployments directory, or the node of that chain");
        }
        if (isOfAnotherStart(record)) {
            throw new ToolkitException(
                    "deployment record " + file + " is of a chain " + chainId + " that began with block "
                            + record.genesisHash().orElseThrow() + ", and this one began with " + genesis
                            + (isOfDevelopment()
                                    ? "; apply the plan to this chain: that sets the record aside"
                                    : "; use a node of the recorded chain, or another deployments directory"));
        }
        return record;
    }

    void write(Deployment record) {
        try {
            record.write(file);
        } catch (IOException failure) {
            throw new ToolkitException(
                    "deployment record " + file + " cannot be written: " + failure
                            + "; what was deployed is in the journal beside it: make the folder writable and apply again",
                    failure);
        }
    }

    private Deployment parse() {
        try {
            return Deployment.read(file);
        } catch (IOException unreadable) {
            throw new ToolkitException("deployment record " + file + " cannot be read: " + unreadable, unreadable);
        } catch (IllegalArgumentException malformed) {
            throw new ToolkitException(
                    malformed.getMessage()
                            + "; restore it, or delete it: the journal beside it knows what was deployed",
                    malformed);
        }
    }
}
