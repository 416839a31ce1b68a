package io.gridwork.worker.content;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import java.util.function.Predicate;

/** Fetches for jobs, within a budget. */
public final class Downloads {
    private final ContentFetcher fetcher;
    private final DownloadBudget budget;

    public Downloads(ContentFetcher fetcher, DownloadBudget budget) {
        this.fetcher = fetcher;
        this.budget = budget;
    }

    /**
     * The bytes at an address.
     *
     * @param requester whose job it is for
     * @param limit most bytes that are read
     * @param check whether these are the right bytes
     */
    public Bytes fetch(Address requester, String address, long limit, Predicate<Bytes> check)
            throws ContentException, InterruptedException {
        // The chain has these bytes already.
        if (address.startsWith("data:")) return fetcher.fetch(address, limit, check);
        long left = budget.request(requester);
        try {
            Bytes content = fetcher.fetch(address, Math.min(limit, left), check);
            budget.spend(requester, content.size());
            return content;
        } catch (ContentException.Rejected e) {
            // As much may have come.
            budget.spend(requester, Math.min(limit, left));
            if (limit <= left) throw e;
            throw new ContentException.Unavailable(
                    e.getMessage() + "; only " + left
                            + " bytes were left of what is fetched for this requester in an hour",
                    e);
        }
    }
}
