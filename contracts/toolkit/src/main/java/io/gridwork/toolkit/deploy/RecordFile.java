package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockRef;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.network.Deployment;
import io.gridwork.rpc.ChainException;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.transactions.FreshReads;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The deployment record of one chain: {@code <chainId>.json} in a folder, and the journal of transactions beside it. */
final class RecordFile {
    /** The ids that geth, Besu, anvil and Hardhat give a chain that lives as long as its process. */
    private static final Set<Long> DEVELOPMENT = Set.of(1337L, 31_337L);

    private static final String JOURNAL = ".journal.db";

    private final Path file;
    private final long chainId;
    private final Optional<Hash32> genesis;

    /** @param genesis hash of the chain's first block; empty when the node does not have it */
    RecordFile(Path folder, long chainId, Optional<Hash32> genesis) {
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

    /**
     * Named after the chain's first block too: a development chain that was started anew has nothing in the old journal. A node that
     * does not have the first block goes on with the journal that is there, and so does the next node.
     */
    Path journal() {
        Path unnamed = file.resolveSibling(chainId + JOURNAL);
        Optional<Hash32> start = genesis.or(() -> Files.exists(file) ? parse().genesisHash() : Optional.empty());
        if (start.isEmpty()) return onlyJournal().orElse(unnamed);
        Path named = file.resolveSibling(chainId + "-" + shortened(start.get()) + JOURNAL);
        return Files.exists(unnamed) && !Files.exists(named) ? unnamed : named;
    }

    private Optional<Path> onlyJournal() {
        List<Path> journals = new ArrayList<>();
        Path folder = file.resolveSibling("");
        if (!Files.exists(folder)) return Optional.empty();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, chainId + "-*" + JOURNAL)) {
            found.forEach(journals::add);
        } catch (IOException failure) {
            throw new ToolkitException("the deployments directory " + folder + " cannot be read: " + failure, failure);
        }
        return journals.size() == 1 ? Optional.of(journals.getFirst()) : Optional.empty();
    }

    private static String shortened(Hash32 hash) {
        return hash.hex().substring(2, 10);
    }

    /** A record of this chain without contracts. */
    Deployment empty() {
        return new Deployment(chainId, genesis);
    }

    /**
     * Why the record is one of a development chain that is gone: it began with another block, or none of its contracts is on this
     * chain. Empty for a record of this chain, for no record, and for every chain that is not a development chain.
     */
    Optional<String> gone(ChainClient chain, FreshReads reads) {
        if (!isOfDevelopment() || !Files.exists(file)) return Optional.empty();
        Deployment record = parse();
        if (record.chainId() != chainId) return Optional.empty();
        if (isOfAnotherStart(record)) {
            return Optional.of("deployment record " + file + " is of an earlier chain " + chainId
                    + ", which began with block " + record.genesisHash().orElseThrow());
        }
        if (!isOnAnotherBranch(record, chain) && hasCode(record, chain, reads)) return Optional.empty();
        return Optional.of("deployment record " + file + " is of an earlier chain " + chainId
                + ": none of its contracts is on this one");
    }

    /** The same accounts deploy to the same addresses on every development chain, so code there proves nothing. */
    private static boolean isOnAnotherBranch(Deployment record, ChainClient chain) {
        Optional<BlockRef> first = record.firstTransaction();
        Optional<BlockRef> there = first.flatMap(block -> chain.header(BlockTag.at(block.number())))
                .map(BlockHeader::ref);
        return there.isPresent()
                && !there.equals(first)
                && record.contracts().values().stream()
                        .allMatch(contract ->
                                chain.receipt(contract.transactionHash()).isEmpty());
    }

    /** Whether any recorded contract is there. A node that lags is waited for: it must not have everything deployed again. */
    private static boolean hasCode(Deployment record, ChainClient chain, FreshReads reads) {
        if (record.contracts().isEmpty()) return true;
        try {
            return reads.readAtOrAfter(0, block -> {
                for (Deployment.Contract contract : record.contracts().values()) {
                    if (!chain.code(contract.address(), block).isEmpty()) return true;
                }
                throw new ChainException.Retryable(chain.name() + " has none of the recorded contracts yet", null);
            });
        } catch (ChainException.Retryable none) {
            return false;
        }
    }

    /** Renames the record, and the journal where this chain would take it for its own. @return the record's new name */
    Path setAside() {
        boolean sameJournal = !isOfAnotherStart(parse());
        String first = parse().genesisHash()
                .or(() -> genesis)
                .map(RecordFile::shortened)
                .orElse("earlier");
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
                            + "; make the folder writable, or move the record away",
                    failure);
        }
    }

    private boolean isOfAnotherStart(Deployment record) {
        return record.genesisHash().isPresent()
                && genesis.isPresent()
                && !record.genesisHash().equals(genesis);
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
                            + record.genesisHash().orElseThrow() + ", and this one began with " + genesis.orElseThrow()
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
                            + "; restore it, or move it away if its journal is there: the journal beside it knows what was deployed",
                    malformed);
        }
    }
}
