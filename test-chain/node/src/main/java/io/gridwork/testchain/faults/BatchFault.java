package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.BatchPlays.onItems;
import static io.gridwork.testchain.faults.BatchPlays.refused;

/** Faults that only a batch meets. */
public enum BatchFault implements Fault {
    BATCHES_REFUSED,
    BATCHES_REFUSED_400,
    BATCHES_REFUSED_413,
    BATCHES_REFUSED_PLAIN,
    BATCH_LIMIT,
    BATCH_LIMIT_TOLD,
    BATCH_FIRST_ONLY,
    BAD_ITEM_IN_BATCH,
    LIMITED_ITEM_IN_BATCH,
    REORDERED_ITEMS,
    MISSING_ITEM,
    DUPLICATED_ITEM,
    FOREIGN_ITEM,
    NULL_ITEM,
    EMPTY_BATCH;

    Traits traits() {
        return switch (this) {
            case BATCHES_REFUSED ->
                Traits.of(
                        "one error -32600 with id null for every batch",
                        refused(200, -32600, "batch requests are not supported"));
            case BATCHES_REFUSED_400 ->
                Traits.of("HTTP 400 with one error for every batch", refused(400, -32600, "invalid request"));
            case BATCHES_REFUSED_413 ->
                Traits.of("HTTP 413 with one error for every batch", refused(413, -32600, "request body too large"));
            case BATCHES_REFUSED_PLAIN ->
                Traits.of("HTTP 400 with a line of text for every batch", BatchPlays.refusedInPlainText());
            case BATCH_LIMIT ->
                Traits.of(
                                "one error -32005 with id null for a batch above a size, as Besu",
                                BatchPlays.limit("Number of requests in batch exceeds limit"))
                        .amount(10, "calls");
            case BATCH_LIMIT_TOLD ->
                Traits.of("one error -32600 that tells the size for a batch above it", BatchPlays.toldLimit())
                        .amount(10, "calls");
            case BATCH_FIRST_ONLY ->
                Traits.of("only the first call of a batch is answered, and by no list", BatchPlays.firstOnly());
            case BAD_ITEM_IN_BATCH -> Traits.of("one call of a batch fails with -32603", onItems(BatchPlays::oneBad));
            case LIMITED_ITEM_IN_BATCH ->
                Traits.of("the last call of a batch fails with a rate limit", onItems(BatchPlays::lastLimited));
            case REORDERED_ITEMS ->
                Traits.of("the answers of a batch come in another order", onItems(BatchPlays::reordered));
            case MISSING_ITEM -> Traits.of("an answer of a batch is missing", onItems(BatchPlays::oneMissing));
            case DUPLICATED_ITEM -> Traits.of("an answer of a batch comes twice", onItems(BatchPlays::oneTwice));
            case FOREIGN_ITEM ->
                Traits.of("a batch has an answer that nobody asked for", onItems(BatchPlays::oneForeign));
            case NULL_ITEM -> Traits.of("an answer of a batch is null", onItems(BatchPlays::oneNull));
            case EMPTY_BATCH ->
                Traits.of("the answer to a batch is an empty list", onItems((items, _) -> items.clear()));
        };
    }
}
