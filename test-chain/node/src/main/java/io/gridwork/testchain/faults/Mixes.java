package io.gridwork.testchain.faults;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Sets of faults for {@link FaultyNode#playMixed}. */
public final class Mixes {

    /** Each of these makes a client wait until its own time-out. */
    public static final Set<Fault> SLOW = Set.of(HttpFault.SILENT, HttpFault.STALLED_BODY);

    /**
     * What a client may rightly take for the last word: access refused, not this chain, gone history, null where null is an answer, fields
     * that are needed and missing, or a transaction that has been lost.
     */
    private static final Set<Fault> FINAL = Set.of(
            HttpFault.HTTP_400,
            HttpFault.HTTP_401,
            HttpFault.HTTP_402,
            HttpFault.HTTP_403,
            HttpFault.HTTP_404,
            HttpFault.HTTP_REDIRECT,
            HttpFault.HTML_PAGE,
            HttpFault.HTTP_429_ABSURD,
            AnswerFault.CAPACITY_USED_UP,
            AnswerFault.INVALID_KEY,
            AnswerFault.RESULT_NULL,
            AnswerFault.EMPTY_HEX,
            FieldFault.RECEIPT_WITHOUT_STATUS,
            FieldFault.INPUT_IGNORED,
            FieldFault.LOG_INDEX_PER_TRANSACTION,
            ViewFault.BLOCK_ZERO_IS_LATEST,
            ViewFault.BLOCK_ZERO_IS_NULL,
            ViewFault.OTHER_CHAIN,
            ViewFault.LOGS_LEFT_OUT,
            ViewFault.STATE_PRUNED,
            ViewFault.STATE_PRUNED_NULL,
            ViewFault.HISTORY_PRUNED,
            TransactionFault.NONCE_TOO_LOW,
            TransactionFault.NONCE_TOO_HIGH,
            TransactionFault.INSUFFICIENT_FUNDS,
            TransactionFault.TRANSACTION_DROPPED);

    /** Too large, or too slow by its waits, for a fault that is met again and again. */
    private static final Set<Fault> COSTLY = Set.of(
            HttpFault.HUGE_BODY,
            HttpFault.DEEP_JSON,
            HttpFault.HTTP_429_SECONDS,
            HttpFault.HTTP_429_DATE,
            HttpFault.HTTP_503_SECONDS,
            AnswerFault.LIMIT_WITH_BACKOFF);

    /** Faults after which the same request, sent again, brings the right answer, within a short time. */
    public static final List<Fault> HARMLESS = Fault.all().stream()
            .filter(Predicate.not(SLOW::contains))
            .filter(Predicate.not(FINAL::contains))
            .filter(Predicate.not(COSTLY::contains))
            .filter(fault -> !(fault instanceof NodeFault || fault == HttpFault.CONNECTION_REFUSED))
            .toList();

    private Mixes() {}
}
