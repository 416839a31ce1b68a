package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Hash32;
import io.gridwork.chain.Deployment;
import io.gridwork.toolkit.ToolkitException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The deployment record of one chain: {@code <chainId>.json} in a folder, and the journal of transactions beside it. */
final class RecordFile {
    private final Path file;
    private final long chainId;
    private final Hash32 genesis;

    RecordFile(Path folder, long chainId, Hash32 genesis) {
        this.file = folder.resolve(chainId + ".json");
        this.chainId = chainId;
        this.genesis = genesis;
    }

    Path path() {
        return file;
    }

    /** Named after the chain's first block too: a development chain that was started anew has nothing in the old journal. */
    Path journal() {
        return file.resolveSibling(chainId + "-" + genesis.hex().substring(2, 10) + ".journal.db");
    }

    /** @throws ToolkitException if the file is no record, or one of another chain */
    Deployment read() {
        Deployment empty = new Deployment(chainId, Optional.of(genesis));
        if (!Files.exists(file)) return empty;
        Deployment record = parse();
        if (record.chainId() != chainId) {
            throw new ToolkitException(
                    "deployment record " + file + " is of chain " + record.chainId() + ", and the node serves chain "
                            + chainId + "; use another deployments directory, or the node of that chain");
        }
        if (record.genesisHash().filter(recorded -> !recorded.equals(genesis)).isPresent()) {
            throw new ToolkitException(
                    "deployment record " + file + " is of a chain " + chainId + " that began with block "
                            + record.genesisHash().orElseThrow() + ", and this one began with " + genesis
                            + ": a development chain that was started anew? Then delete the record");
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
