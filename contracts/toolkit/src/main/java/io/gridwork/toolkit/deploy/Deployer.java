package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.artifact.ArtifactSource;
import io.gridwork.toolkit.plan.NetworkSection;
import io.gridwork.toolkit.plan.Plan;
import io.gridwork.transactions.FreshReads;
import io.gridwork.transactions.SenderOptions;
import io.gridwork.transactions.Signer;
import io.gridwork.transactions.TransactionJournal;
import io.gridwork.transactions.TransactionSender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings a chain to where a plan wants it. Deployments are recorded in a folder, one file per chain: {@code <chainId>.json}, which
 * {@link Deployment} reads. Every method throws {@link ToolkitException} for what is wrong with plan, artifacts, record or chain, and {@link
 * io.gridwork.rpc.ChainException} when the node does not answer or refuses.
 */
public final class Deployer {
    private final Plan plan;
    private final ArtifactSource artifacts;
    private final ChainClient chain;
    private final long chainId;
    private final RecordFile recordFile;
    private final Duration patience;

    /** @param deployments folder of the records; made when it is first written to */
    public Deployer(Plan plan, ArtifactSource artifacts, ChainClient chain, Path deployments) {
        this(plan, artifacts, chain, deployments, Duration.ofSeconds(15));
    }

    /** @param patience how long an endpoint that lags the record is waited for */
    Deployer(Plan plan, ArtifactSource artifacts, ChainClient chain, Path deployments, Duration patience) {
        this.plan = plan;
        this.artifacts = artifacts;
        this.chain = chain;
        this.chainId = chain.chainId();
        this.recordFile = new RecordFile(deployments, chainId, chain.genesis());
        this.patience = patience;
    }

    /** What an apply by that account would do now. Sends nothing. */
    public Preview preview(Address deployer) {
        Deployment record = recordFile.gone(chain, reads()).isPresent() ? recordFile.empty() : recordFile.read();
        return new Previewer(chain, reads(), blueprint(deployer), record).preview(chainId);
    }

    /** Whether the chain is as the plan says: code, calls, expectations. Sends nothing. */
    public Verification verify(Address deployer) {
        return new Verifier(chain, reads(), blueprint(deployer), recordFile.read()).verify(chainId);
    }

    private FreshReads reads() {
        return new FreshReads(chain, patience);
    }

    /**
     * Creates what is missing and makes the calls that are needed, waiting for each. Applied again it does nothing; after a crash, wherever
     * it was, it goes on. The record is written after every contract. The record of a development chain that is gone is renamed first.
     * At the end the plan's network file is written: {@code networks/<name>.yaml} beside the folder of the records.
     *
     * @param progress takes a line per step
     * @throws ToolkitException also when a contract that is there is not as planned; nothing is sent after that
     */
    public Applied apply(Signer signer, SenderOptions options, Consumer<String> progress) {
        Blueprint blueprint = blueprint(signer.address());
        recordFile.gone(chain, reads()).ifPresent(why -> progress.accept(why + "; it is now " + recordFile.setAside()));
        Deployment record = recordFile.read();
        try (TransactionJournal journal = openJournal(signer.address())) {
            TransactionSender sender = new TransactionSender(chain, signer, journal, blueprint.errors(), options);
            Sending sending = new Sending(sender, blueprint.errors());
            Inspector inspector = new Inspector(chain, sender.reads(), reads(), blueprint);
            Expectations expectations = new Expectations(chain, inspector, blueprint);
            Applied applied =
                    new Applier(inspector, expectations, blueprint, recordFile, record, sending, progress).apply();
            plan.network().ifPresent(section -> progress.accept("network file: " + writeNetwork(section, blueprint)));
            return applied;
        } catch (IllegalStateException inUse) {
            throw new ToolkitException(String.valueOf(inUse.getMessage()), inUse);
        }
    }

    /** Who made the recorded deployment. @throws ToolkitException if nothing is recorded for this chain */
    public Address recordedDeployer() {
        return recordFile.read().contracts().values().stream()
                .findFirst()
                .flatMap(contract -> chain.receipt(contract.transactionHash()))
                .map(Receipt::from)
                .orElseThrow(() -> new ToolkitException("who deploys is not known: " + recordFile.path()
                        + " names no transaction that this node has; name the key file, or the deployer's address"));
    }

    public Path record() {
        return recordFile.path();
    }

    /** What became of it. A public node serves no development chain, so on one only the node asked here is written. */
    private String writeNetwork(NetworkSection section, Blueprint blueprint) {
        Optional<Network> network = blueprint.network(recordFile.path());
        if (network.isEmpty()) {
            return "not written, because " + section.rpc() + " is not given; set it to the public URL of a node";
        }
        String node = ChainClient.name(network.get().rpc());
        if (recordFile.isOfDevelopment() && !node.equals(chain.name())) {
            return "not written, because " + node + " is another node than that of this development chain, "
                    + chain.name();
        }
        NetworkFile.write(network.get());
        return network.get().file().toString();
    }

    private Blueprint blueprint(Address deployer) {
        return new Blueprint(plan, artifacts, chainId, chain.name(), deployer);
    }

    private TransactionJournal openJournal(Address account) {
        Path file = recordFile.journal();
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            return TransactionJournal.open(file, chainId, account);
        } catch (IOException failure) {
            throw new ToolkitException(
                    "transaction journal " + file + " cannot be opened: " + failure
                            + "; give a deployments directory that can be written to",
                    failure);
        }
    }
}
