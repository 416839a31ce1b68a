package io.gridwork.worker.request;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;
import io.gridwork.worker.market.Actions;
import io.gridwork.worker.market.ChainReader;
import io.gridwork.worker.market.Contracts;
import io.gridwork.worker.market.Contracts.Name;
import io.gridwork.worker.market.VaultAccount;
import java.math.BigInteger;
import java.util.List;

/** Has jobs run: posts them with their money, accepts results, takes jobs back. */
public final class Requester {
    private static final BigInteger BPS = BigInteger.valueOf(10_000);

    private final Contracts contracts;
    private final ChainReader reader;
    private final Actions actions;
    private final VaultAccount vault;

    public Requester(Contracts contracts, Actions actions) {
        this.contracts = contracts;
        this.reader = new ChainReader(contracts);
        this.actions = actions;
        this.vault = new VaultAccount(contracts, actions);
    }

    /**
     * Posts a job. What the vault balance lacks of n prices and the fee is approved and deposited first.
     *
     * @param nonce names the job: the same nonce, terms and spec post one job, however often they are asked for
     */
    public JobId post(JobTerms terms, JobSpec spec, BigInteger nonce) {
        JobId id = JobId.compute(
                contracts.deployment().chainId(),
                contracts.address(Name.ESCROW),
                actions.account(),
                nonce,
                spec.hash(),
                terms);
        vault.ensure(terms.token(), escrow(terms), "post:" + id);
        actions.once(contracts.call(Name.ESCROW, "post", tuple(terms), spec.encode(), nonce), "post:" + id, "post");
        return id;
    }

    /** What a job with these terms takes from the vault: n prices, and the fee on them. */
    public BigInteger escrow(JobTerms terms) {
        BigInteger most = terms.maxPrice().multiply(BigInteger.valueOf(terms.n()));
        return most.add(most.multiply(BigInteger.valueOf(reader.feeBps())).divide(BPS));
    }

    /** Takes the proposed result and pays at once. */
    public void accept(JobId job) {
        actions.once(contracts.call(Name.ESCROW, "accept", job.value()), job, "accept");
    }

    /** Takes back a job that no node has claimed. */
    public void cancel(JobId job) {
        actions.once(contracts.call(Name.ESCROW, "cancel", job.value()), job, "cancel");
    }

    private static List<Object> tuple(JobTerms terms) {
        return List.of(
                terms.token(),
                terms.maxPrice(),
                terms.bond(),
                terms.startPriceBps(),
                terms.n(),
                terms.k(),
                terms.nodeClass(),
                terms.claimWindow(),
                terms.workWindow(),
                terms.revealWindow(),
                terms.challengeWindow());
    }
}
