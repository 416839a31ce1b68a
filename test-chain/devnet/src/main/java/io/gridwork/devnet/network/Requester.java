package io.gridwork.devnet.network;

import io.gridwork.abi.Address;
import io.gridwork.abi.Hash32;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.Receipt;
import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobSpec;
import io.gridwork.contracts.JobTerms;
import java.util.List;

/** Someone who has jobs done: posts them and pays from a vault balance. */
public final class Requester {

    private final Contracts contracts;
    private final Wallet wallet;

    public Requester(ChainClient chain, Contracts contracts, Account account) {
        this.contracts = contracts;
        this.wallet = new Wallet(chain, account.signer(), contracts);
    }

    public Address address() {
        return wallet.address();
    }

    /**
     * Posts a job.
     *
     * @param nonce makes the id of an otherwise equal job another one
     */
    public JobId post(JobTerms terms, JobSpec spec, long nonce) {
        List<Object> list = List.of(
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
        List<Receipt> receipts =
                wallet.send("post a job", contracts.call("JobEscrow", "post", list, spec.encode(), nonce));
        Hash32 posted = contracts.abi("JobEscrow").event("JobPosted").topic0();
        return receipts.getFirst().logs().stream()
                .filter(log -> log.topics().getFirst().equals(posted))
                .map(log -> new JobId(log.topics().get(1)))
                .findFirst()
                .orElseThrow(() ->
                        new DevnetException("transaction " + receipts.getFirst().txHash() + " posted no job"));
    }

    /** Takes the proposed result without waiting for the challenge window. */
    public void accept(JobId job) {
        wallet.send("accept job " + job, contracts.call("JobEscrow", "accept", job.value()));
    }
}
