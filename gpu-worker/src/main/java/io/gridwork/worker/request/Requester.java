package io.gridwork.worker.request;

import io.gridwork.abi.Address;
import io.gridwork.chain.Call;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobOrder;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.OrderAbi;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.VaultAccount;

/** Has jobs run: posts them with their money, or for those who signed for it; accepts results, takes jobs back. */
public final class Requester {
    private final Contracts contracts;
    private final ChainReader reader;
    private final Actions actions;
    private final VaultAccount vault;
    private final JobLookup lookup;

    public Requester(Contracts contracts, Actions actions) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.actions = actions;
        this.vault = new VaultAccount(contracts, actions);
        this.lookup = new JobLookup(contracts);
    }

    /** Who pays. */
    public Address account() {
        return actions.account();
    }

    /** What the order's job is called on this market. */
    public JobId idOf(JobOrder order) {
        return order.idOn(contracts.deployment().chainId(), contracts.address(Name.ESCROW));
    }

    /**
     * Posts a job. What the vault balance lacks of n prices and the fee is approved and deposited first, and the market gets this account's
     * consent to take it. The same order is one job, however often it is posted.
     *
     * @param order of this account, for that spec
     */
    public JobId post(JobOrder order, JobSpec spec) {
        JobId id = idOf(order);
        Call post = contracts.call(Name.ESCROW, "post", OrderAbi.argument(order), spec.encode());
        vault.ensureFor(post, Name.ESCROW, order.token(), reader.escrow(order), "post:" + id);
        actions.once(post, "post:" + id, "post");
        return id;
    }

    /**
     * Posts a job that its requester has signed, with the requester's vault balance; this account pays the gas. Shows the vault the requester's
     * signed consent first, where it needs one.
     *
     * @throws IllegalArgumentException when the order is for another market
     */
    public JobId relay(SignedOrder signed) {
        signed.requireFor(contracts);
        signed.consent().ifPresent(consent -> show(consent, signed));
        actions.once(
                contracts.call(
                        Name.ESCROW,
                        "postFor",
                        OrderAbi.argument(signed.order()),
                        signed.spec().encode(),
                        signed.signature()),
                "post:" + signed.id(),
                "relay");
        return signed.id();
    }

    private void show(SignedOrder.SignedConsent consent, SignedOrder signed) {
        Address requester = signed.order().requester();
        if (vault.hasConsented(requester, Name.ESCROW)) return;
        actions.once(
                contracts.call(
                        Name.VAULT,
                        "consentFor",
                        requester,
                        contracts.address(Name.ESCROW),
                        consent.deadline(),
                        consent.signature()),
                "post:" + signed.id(),
                "consent");
    }

    /** Makes sure that an order of this account that was signed and not posted never will be. @return false where that was so already */
    public boolean voidOrder(SignedOrder signed) {
        signed.requireFor(contracts);
        return act("void", "voidOrder", signed.id(), signed.order(), JobState.CANCELLED);
    }

    /** Takes the proposed result and pays at once. @return false where the job was paid already */
    public boolean accept(JobId job) {
        return act("accept", "accept", job, lookup.order(job), JobState.COMPLETED);
    }

    /** Takes back a job that no node has claimed. @return false where it was taken back already */
    public boolean cancel(JobId job) {
        return act("cancel", "cancel", job, lookup.order(job), JobState.CANCELLED);
    }

    /** How a job was, and how it is now. */
    public record Moved(Standing before, Standing after) {}

    /** Moves a job on whose deadline has passed; anyone may. Does nothing where it has not. */
    public Moved poke(JobId job) {
        JobOrder order = lookup.order(job);
        Standing before = reader.standing(job, order, NodeId.NONE);
        if (!before.isDue()) return new Moved(before, before);
        // A job can need several pokes: state and deadline tell them apart.
        actions.once(
                contracts.call(Name.ESCROW, "poke", OrderAbi.argument(order)),
                job,
                "poke",
                before.state(),
                before.deadline().getEpochSecond());
        return new Moved(before, reader.standing(job, order, NodeId.NONE));
    }

    /** An order of another account goes to the contracts, which refuse it. */
    private boolean act(String action, String function, JobId job, JobOrder order, JobState done) {
        if (order.requester().equals(account()) && reader.state(job) == done) return false;
        actions.once(contracts.call(Name.ESCROW, function, OrderAbi.argument(order)), job, action);
        return true;
    }
}
