package io.gridwork.worker.market;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.Call;
import io.gridwork.chain.HeaderProof;
import io.gridwork.chain.LogFilter;
import io.gridwork.contracts.Commitment;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.rpc.ChainException;
import io.gridwork.transactions.TransactionState;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Contracts.Name;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The jury on a real chain, for one node with its operator's key. */
public final class ChainCourt implements Court {
    /** More than resolving takes: contracts/snapshots/gas.json has 29,209 for a juror ({@code resolve_per_juror}). */
    private static final long RESOLVING_GAS = 150_000;

    private static final long RESOLVING_GAS_PER_SEAT = 60_000;

    private final Contracts contracts;
    private final ChainReader reader;
    private final TrialReader trials;
    private final JobLogs logs;
    private final JobEvents deliveries;
    private final Actions actions;
    private final VaultAccount vault;
    private final NodeId node;
    private volatile @Nullable Windows windows;

    /** @param contracts of a network that has a jury: {@link Contracts#has} */
    public ChainCourt(Contracts contracts, Actions actions, NodeId node) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.trials = new TrialReader(contracts, node, actions.account());
        this.logs = new JobLogs(contracts);
        this.deliveries = JobEvents.deliveries(contracts);
        this.actions = actions;
        this.vault = new VaultAccount(contracts, actions);
        this.node = node;
    }

    @Override
    public Address account() {
        return actions.account();
    }

    @Override
    public List<PostedJob> disputedBetween(long first, long last) {
        return jobs(Name.JURY, "DisputeOpened", first, last);
    }

    @Override
    public List<PostedJob> proposedBetween(long first, long last) {
        return jobs(Name.ESCROW, "Proposed", first, last);
    }

    /** The jobs that an event's first topic names. */
    private List<PostedJob> jobs(Name contract, String event, long first, long last) {
        LogFilter filter = new LogFilter(
                Set.of(contracts.address(contract)),
                Set.of(contracts.event(contract, event).topic0()));
        return contracts.client().logs(filter, first, last).stream()
                .filter(log -> !log.removed())
                .map(log -> new JobId(log.topics().get(1)))
                .distinct()
                .flatMap(id -> logs.find(id, reader.postBlock(id)).stream())
                .toList();
    }

    @Override
    public List<String> deliveredAt(PostedJob job) {
        return deliveries.of(job.id(), job.block()).stream()
                .map(found -> found.event().value("uri").toString())
                .filter(uri -> !uri.isEmpty())
                .distinct()
                .toList();
    }

    @Override
    public Trial trial(PostedJob job) {
        BlockHeader head = reader.header();
        return trials.at(job, head, windows());
    }

    @Override
    public boolean isNeutral(PostedJob job) {
        Address owner = ownerOf(node);
        if (owner.equals(job.order().requester())) return false;
        BlockTag block = BlockTag.LATEST;
        int seated =
                contracts.struct(Name.ESCROW, "jobOf", block, job.id().value()).small("seated");
        for (int i = 0; i < seated; i++) {
            Struct seat =
                    contracts.struct(Name.ESCROW, "seatOf", block, job.id().value(), i);
            if (ownerOf(new NodeId(seat.number("nodeId"))).equals(owner)) return false;
        }
        return true;
    }

    private Address ownerOf(NodeId id) {
        return contracts
                .read(Name.STAKING, "ownerOf", BlockTag.LATEST, id.value())
                .getFirst()
                .toAddress();
    }

    /** Read once: they are constants of the contract. */
    @Override
    public Windows windows() {
        Windows known = windows;
        if (known != null) return known;
        Struct read = contracts.struct(Name.JURY, "windows", BlockTag.LATEST);
        Windows found = new Windows(
                Duration.ofSeconds(read.number("seedWait")),
                Duration.ofSeconds(read.number("enrolment")),
                Duration.ofSeconds(read.number("margin")),
                Duration.ofSeconds(read.number("reveal")));
        windows = found;
        return found;
    }

    @Override
    public long recordSeed(PostedJob job, long seedBlock) {
        return act(contracts.call(Name.JURY, "recordSeed", order(job), proof(seedBlock)), job.id(), "seed");
    }

    /** Empty where the node cannot prove the block: there are seeds that need no proof, and others refuse it. */
    private Bytes proof(long block) {
        return switch (HeaderProof.of(contracts.client(), block)) {
            case HeaderProof.Proved(Bytes header) -> header;
            case HeaderProof.NoBlock(String reason) -> throw new ChainException.Retryable(reason, null);
            case HeaderProof.Unprovable _ -> Bytes.EMPTY;
        };
    }

    @Override
    public long enrol(PostedJob job, List<Long> tickets) {
        long spareGas = spareGas(job);
        List<Supplier<TransactionState.Done>> sent = new ArrayList<>();
        for (long ticket : tickets) {
            Call call = contracts.call(Name.JURY, "enrol", order(job), node.value(), ticket);
            try {
                sent.add(actions.begin(spareGas, call, job.id(), ticket, "enrol"));
            } catch (RefusedException e) {
                // Another node's tickets came first. Those of ours that are lower are on their way.
                if (sent.isEmpty()) throw e;
                break;
            }
        }
        return sent.stream()
                .mapToLong(action -> action.get().fee().toLongExact())
                .sum();
    }

    @Override
    public long commitVote(PostedJob job, Commitment commitment) {
        Call call = contracts.call(Name.JURY, "commitVote", order(job), node.value(), commitment.value());
        return amongOthers(call, job, job.id(), "commitVote");
    }

    @Override
    public long openVote(PostedJob job, ResultRoot root, Hash32 salt) {
        Call call = contracts.call(Name.JURY, "openVote", order(job), node.value(), root.value(), salt);
        return amongOthers(call, job, job.id(), "openVote");
    }

    /** The vault gives the bond only with our consent. */
    @Override
    public long challenge(PostedJob job, Commitment commitment) {
        Call call = challengeCall(job, commitment);
        vault.ensureFor(call, Name.JURY, reader.stakeToken(), BigInteger.ZERO, "jury");
        return act(call, job.id(), "challenge");
    }

    /**
     * Deposits what the purse lacks of the bond of a challenge.
     *
     * @param check throws when the challenge would be of no use after a deposit; made again immediately before that
     * @throws RefusedException when the contracts would refuse the challenge
     */
    public void fillPurse(PostedJob job, Commitment commitment, Runnable check) {
        Call call = challengeCall(job, commitment);
        Runnable both = () -> {
            check.run();
            vault.rehearse(call);
        };
        vault.ensureFor(both, Name.JURY, reader.stakeToken(), job.order().bond(), "challenge:" + job.id());
    }

    private Call challengeCall(PostedJob job, Commitment commitment) {
        return contracts.call(Name.JURY, "challenge", order(job), commitment.value());
    }

    @Override
    public long challengeAsSeat(PostedJob job, int seat) {
        return act(contracts.call(Name.JURY, "challengeAsSeat", order(job), seat), job.id(), seat, "challenge");
    }

    @Override
    public long openChallenge(PostedJob job, int challenger, ResultRoot root, Hash32 salt) {
        Call call = contracts.call(Name.JURY, "openChallenge", order(job), challenger, root.value(), salt);
        return amongOthers(call, job, job.id(), "openChallenge");
    }

    /** Named by the phase and its deadline: a dispute can need several pokes. */
    @Override
    public long poke(PostedJob job, Trial now) {
        Call call = contracts.call(Name.ESCROW, "poke", order(job));
        return act(call, job.id(), "poke", now.phase(), now.deadline().getEpochSecond());
    }

    @Override
    public BigInteger purse() {
        return reader.vaultBalance(reader.stakeToken(), actions.account());
    }

    private static List<Object> order(PostedJob job) {
        return OrderAbi.argument(job.order());
    }

    /**
     * An action that others take at the same time. Who happens to be the last moves the dispute on, or resolves it, which costs much more gas than the node
     * estimates before.
     */
    private long amongOthers(Call call, PostedJob job, Object... name) {
        return actions.begin(spareGas(job), call, name).get().fee().toLongExact();
    }

    private long spareGas(PostedJob job) {
        long jurors =
                contracts.read(Name.JURY, "size", BlockTag.LATEST).getFirst().toLong();
        return RESOLVING_GAS + (jurors + job.order().n()) * RESOLVING_GAS_PER_SEAT;
    }

    private long act(Call call, Object... name) {
        return actions.once(call, name).fee().toLongExact();
    }
}
