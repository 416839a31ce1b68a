package io.gridwork.model;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.contracts.JobState;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Jobs: the states of contracts/STATES.md, and what they pay. */
public final class ModelMarket {
    private static final long INDEX_PERIOD = 3600;

    private record Place(Address token, int nodeClass) {}

    private record Quote(BigInteger price, long movedAt) {}

    private final Settings settings;
    private final Ledger vault;
    private final ModelStaking staking;
    private final ModelJury jury;
    private final Map<Hash32, ModelJob> jobs = new HashMap<>();
    private final Set<Hash32> voided = new HashSet<>();
    private final Map<Place, Quote> quotes = new HashMap<>();

    public ModelMarket(Settings settings, Ledger vault, ModelStaking staking) {
        this.settings = settings;
        this.vault = vault;
        this.staking = staking;
        this.jury = new ModelJury(settings, vault, staking, this);
    }

    public ModelJury jury() {
        return jury;
    }

    /** Zero before governance sets it. */
    public BigInteger quote(Address token, int nodeClass) {
        Quote quote = quotes.get(new Place(token, nodeClass));
        return quote == null ? BigInteger.ZERO : quote.price();
    }

    public void setQuote(Moment at, Address token, int nodeClass, BigInteger price) {
        quotes.put(new Place(token, nodeClass), new Quote(price, at.now()));
    }

    // ---- requester

    /** Row 1. */
    public ModelJob post(Moment at, Hash32 id, ModelOrder order) {
        var job = new ModelJob(id, order, settings.feeBps(), at.now(), at.block());
        Rules rules = OrderRules.check(settings, order, staking.classTickets(order.nodeClass()))
                .require(order.requester().equals(at.caller()), "NotRequester")
                .require(at.now() <= order.postUntil(), "OrderExpired")
                .require(!jobs.containsKey(id) && !voided.contains(id), "JobExists");
        vault.requirePull(rules, order.token(), order.requester(), settings.market(), job.escrow())
                .enforce();
        vault.move(order.token(), order.requester(), settings.market(), job.escrow());
        jobs.put(id, job);
        return job;
    }

    /** An order that shall never be posted. */
    public void voidOrder(Moment at, Hash32 id, ModelOrder order) {
        new Rules()
                .require(order.requester().equals(at.caller()), "NotRequester")
                .require(!jobs.containsKey(id) && !voided.contains(id), "WrongState")
                .enforce();
        voided.add(id);
    }

    /** Row 2. */
    public void cancel(Moment at, ModelJob job) {
        in(job, JobState.OPEN)
                .require(job.order.requester().equals(at.caller()), "NotRequester")
                .require(job.seats.isEmpty(), "SeatsTaken")
                .enforce();
        giveBack(job);
        end(job, JobState.CANCELLED, at.now());
    }

    /** Row 10. */
    public void accept(Moment at, ModelJob job) {
        in(job, JobState.PROPOSED)
                .require(job.order.requester().equals(at.caller()), "NotRequester")
                .require(!job.disagrees(), "SeatsDisagree")
                .enforce();
        settle(job, at.now());
    }

    // ---- node

    /** Row 3. */
    public void claim(Moment at, ModelJob job, ModelNode node) {
        Rules rules = inTime(at, job, JobState.OPEN);
        if (job.isDirect()) rules.require(job.order.hired() == node.id, "NotHired");
        else rules.require(!job.names(node.id), "AlreadyNamed");
        staking.requireAvailable(rules, at, node, job);
        if (!job.isDirect()) requireDrawn(rules, at, job, node, job.postBlock + 1, job.postedAt);
        rules.enforce();
        node.lock(job.order.bond(), at.now());
        job.seats.add(new ModelSeat(job.seats.size(), node));
        if (job.seats.size() < job.order.n()) return;
        job.clearingBps = Prices.offerBps(job.order, at.now() - job.postedAt);
        advance(job, JobState.RUNNING, at.now() + job.order.workWindow());
    }

    private void requireDrawn(Rules rules, Moment at, ModelJob job, ModelNode node, long seedBlock, long since) {
        rules.require(at.knowsSeed(seedBlock), "SeedUnknown");
        if (!at.knowsSeed(seedBlock)) return;
        Hash32 seed = at.seed(seedBlock);
        boolean staked = node.stake.signum() != 0;
        long wait = staked ? Prices.delay(seed, job.id, node.id, node.stake, staking.classStake(node.nodeClass)) : 0;
        rules.require(staked && at.now() >= since + wait, "NotYetEligible");
    }

    /** Row 5. */
    public void submit(Moment at, ModelJob job, Hash32 root) {
        Rules rules = inTime(at, job, JobState.RUNNING).require(job.order.n() == 1, "WrongCallForSeats");
        requireSeat(rules, at, job, 0)
                .require(!root.equals(Hash32.ZERO), "ZeroHash")
                .enforce();
        job.seats.getFirst().root = root;
        propose(job, root, at.now());
    }

    /** Row 6. */
    public void commit(Moment at, ModelJob job, int seat, Hash32 commitment) {
        Rules rules = inTime(at, job, JobState.RUNNING).require(job.order.n() != 1, "WrongCallForSeats");
        requireSeat(rules, at, job, seat)
                .require(!commitment.equals(Hash32.ZERO), "ZeroHash")
                .require(seat >= job.seats.size() || !job.seats.get(seat).hasCommitted(), "AlreadyCommitted")
                .enforce();
        job.seats.get(seat).commitment = commitment;
        if (job.seats.stream().allMatch(ModelSeat::hasCommitted)) openReveal(job, at.now());
    }

    /** Row 8: anyone who knows what was committed to. */
    public void reveal(Moment at, ModelJob job, int seat, Hash32 root, Hash32 commitment) {
        boolean exists = seat < job.order.n();
        ModelSeat place = seat < job.seats.size() ? job.seats.get(seat) : null;
        boolean open = place != null && place.hasCommitted() && !place.hasRevealed();
        inTime(at, job, JobState.REVEALING)
                .require(exists, "UnknownSeat")
                .require(open, "NotCommitted")
                .require(place != null && commitment.equals(place.commitment), "WrongReveal")
                .require(!root.equals(Hash32.ZERO), "ZeroHash")
                .enforce();
        Objects.requireNonNull(place).root = root;
        if (job.seats(ModelSeat::hasCommitted).stream().allMatch(ModelSeat::hasRevealed)) tally(job, at);
    }

    // ---- anyone

    /** Rows 4, 7, 9, 11, 14 and 15: what happens when nobody does anything. */
    public void poke(Moment at, ModelJob job) {
        new Rules()
                .require(!job.state.isTerminal(), "NothingToPoke")
                .require(at.now() > job.deadline, "NotDue")
                .enforce();
        switch (job.state) {
            case OPEN -> refund(job, at.now());
            case RUNNING -> endWork(job, at.now());
            case REVEALING -> tally(job, at);
            case PROPOSED -> settle(job, at.now());
            default -> jury.conclude(at, job);
        }
    }

    // ---- transitions

    private void endWork(ModelJob job, long now) {
        List<ModelSeat> active = job.seats(ModelSeat::hasCommitted);
        seize(job, job.seats(seat -> !seat.hasCommitted()), settings.noShowLoss(job.order.bond()));
        if (job.order.n() > 1 && active.size() >= job.order.k()) openReveal(job, now);
        else refund(job, now);
    }

    private static void openReveal(ModelJob job, long now) {
        advance(job, JobState.REVEALING, now + job.order.revealWindow());
    }

    private void tally(ModelJob job, Moment at) {
        seize(job, job.seats(seat -> seat.hasCommitted() && !seat.hasRevealed()), job.order.bond());
        job.quorum().ifPresentOrElse(root -> propose(job, root, at.now()), () -> {
            if (job.isVetted() && job.disagrees()) jury.open(at, job);
            else refund(job, at.now());
        });
    }

    private void propose(ModelJob job, Hash32 root, long now) {
        job.result = root;
        advance(job, JobState.PROPOSED, now + job.order.challengeWindow());
        if (job.order.challengeWindow() == 0) settle(job, now);
    }

    /** Pays every seat that has the result. What is left goes back. */
    private void settle(ModelJob job, long now) {
        Address token = job.order.token();
        BigInteger left = job.escrow();
        BigInteger paid = BigInteger.ZERO;
        for (ModelSeat seat : job.seats(seat -> seat.bonded && seat.found(job.result))) {
            vault.move(token, settings.market(), seat.node.owner, job.price());
            seat.node.completed++;
            paid = paid.add(job.price());
        }
        BigInteger fee = Prices.fee(paid, job.feeBps);
        vault.move(token, settings.market(), settings.treasury(), fee);
        left = left.subtract(paid).subtract(fee);
        vault.move(token, settings.market(), job.order.requester(), left);
        releaseAll(job);
        end(job, JobState.COMPLETED, now);
        if (job.isVetted() && !job.isDirect()) moveIndex(job, now);
    }

    /** Once an hour, by a price that a market made. */
    private void moveIndex(ModelJob job, long now) {
        quotes.computeIfPresent(
                new Place(job.order.token(), job.order.nodeClass()),
                (_, last) -> now < last.movedAt() + INDEX_PERIOD
                        ? last
                        : new Quote(Prices.index(last.price(), job.price(), job.order.units()), now));
    }

    /**
     * What a jury has found; zero where it has found nothing.
     *
     * @return bonds that were taken from seats
     */
    BigInteger verdict(ModelJob job, Hash32 root, long now) {
        if (root.equals(Hash32.ZERO)) {
            if (job.result.equals(Hash32.ZERO)) refund(job, now);
            else settle(job, now);
            return BigInteger.ZERO;
        }
        List<ModelSeat> wrong = job.seats(seat -> seat.hasRevealed() && !seat.found(root));
        seize(job, wrong, job.order.bond());
        job.result = root;
        if (job.seats.stream().anyMatch(seat -> seat.found(root))) settle(job, now);
        else refund(job, now);
        return job.order.bond().multiply(BigInteger.valueOf(wrong.size()));
    }

    /** Everything back to everybody. */
    private void refund(ModelJob job, long now) {
        releaseAll(job);
        giveBack(job);
        end(job, JobState.REFUNDED, now);
    }

    /** Takes {@code loss} of the bond of each seat, for the treasury. */
    private void seize(ModelJob job, List<ModelSeat> guilty, BigInteger loss) {
        for (ModelSeat seat : guilty) {
            staking.slash(seat.node, job.order.bond(), loss, settings.treasury());
            seat.bonded = false;
        }
    }

    private static void releaseAll(ModelJob job) {
        for (ModelSeat seat : job.seats(seat -> seat.bonded)) {
            seat.node.release(job.order.bond());
            seat.bonded = false;
        }
    }

    private void giveBack(ModelJob job) {
        vault.move(job.order.token(), settings.market(), job.order.requester(), job.escrow());
    }

    static void advance(ModelJob job, JobState state, long deadline) {
        job.state = state;
        job.deadline = deadline;
    }

    private static void end(ModelJob job, JobState state, long now) {
        advance(job, state, now);
    }

    // ---- guards

    static Rules in(ModelJob job, JobState state) {
        return new Rules().require(job.state == state, "WrongState");
    }

    static Rules inTime(Moment at, ModelJob job, JobState state) {
        return in(job, state).require(at.now() <= job.deadline, "DeadlinePassed");
    }

    private static Rules requireSeat(Rules rules, Moment at, ModelJob job, int seat) {
        if (seat >= job.seats.size()) return rules.require(false, "UnknownSeat");
        return rules.require(job.seats.get(seat).node.operator.equals(at.caller()), "NotSeatOperator");
    }
}
