package io.gridwork.worker.jury;

import io.gridwork.abi.Address;
import io.gridwork.contracts.JobState;
import io.gridwork.contracts.NodeId;
import io.gridwork.contracts.ResultRoot;
import io.gridwork.worker.job.PostedJob;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainCourt;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.market.VaultAccount;

/** Challenges a proposed result with an account's own money: anyone may. */
public final class Challenger {
    private final ChainReader reader;
    private final ChainCourt court;
    private final VaultAccount vault;
    private final Address account;

    /** @throws IllegalArgumentException when the network has no jury */
    public Challenger(Contracts contracts, Actions actions) {
        if (!contracts.has(Name.JURY))
            throw new IllegalArgumentException(
                    "this network has no jury: its deployment record names no contract Jury");
        this.reader = new ChainReader(contracts);
        this.court = new ChainCourt(contracts, actions, NodeId.NONE);
        this.vault = new VaultAccount(contracts, actions);
        this.account = actions.account();
    }

    public Address account() {
        return account;
    }

    /** @throws IllegalArgumentException when the job has no result that can be challenged now */
    public static void requireOpen(PostedJob job, Standing now) {
        if (now.state() != JobState.PROPOSED)
            throw new IllegalArgumentException("job " + job.id() + " cannot be challenged: "
                    + now.state().words() + ". Only a result that is not yet paid can be");
        if (now.isDue())
            throw new IllegalArgumentException(
                    "job " + job.id() + ": its challenge window ended at " + now.deadline() + ", the result stands");
        if (!job.vetted())
            throw new IllegalArgumentException(
                    "job " + job.id()
                            + " runs a program that is not vetted: what it computes may differ from machine to machine, and is not judged");
    }

    /**
     * Puts down the bond, depositing what the vault balance of the stake token lacks, and says which root is right.
     *
     * @throws IllegalArgumentException when there is no result to challenge, or it is the same
     */
    public void challenge(PostedJob job, ResultRoot root) {
        Standing now = reader.standing(job, NodeId.NONE);
        requireOpen(job, now);
        if (root.value().equals(now.result()))
            throw new IllegalArgumentException("the result proposed for job " + job.id() + " is right: " + root);
        vault.ensure(reader.stakeToken(), job.order().bond(), "challenge:" + job.id());
        court.challenge(job, root);
    }
}
