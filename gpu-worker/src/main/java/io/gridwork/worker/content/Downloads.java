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
        long allowed = budget.take(requester, limit);
        long fetched = allowed;
        try {
            Bytes content = fetcher.fetch(address, allowed, check);
            fetched = content.size();
            return content;
        } catch (ContentException.Rejected e) {
            if (allowed == limit) throw e;
            throw new ContentException.Unavailable(
                    e.getMessage() + "; only " + allowed
                            + " bytes were left of what is fetched for this requester in an hour",
                    e);
        } catch (ContentException.Unavailable e) {
            fetched = 0;
            throw e;
        } finally {
            budget.giveBack(requester, allowed - fetched);
        }
    }
}
