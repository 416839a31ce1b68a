package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.faults.RawClient.Got;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class BatchFaultTest extends FaultTest {

    private static final int CALLS = 11;
    private static final List<Integer> IDS =
            IntStream.rangeClosed(1, CALLS).boxed().toList();

    private interface Check {
        void of(Got got);
    }

    @ParameterizedTest
    @EnumSource
    void aBatchMeetsTheFaultUntilTheNodeIsHealedAndASingleCallNever(BatchFault fault) throws IOException {
        node.play(fault);
        check(fault).of(postBatch(CALLS));
        assertThat(node.timesPlayed(fault)).isOne();
        assertHealed();
        assertThat(node.timesPlayed(fault)).isOne();
        node.heal();
        assertThat(ids(postBatch(CALLS))).containsExactlyElementsOf(IDS);
    }

    private static Check check(BatchFault fault) {
        return switch (fault) {
            case BATCHES_REFUSED -> refused(200, "batch requests are not supported");
            case BATCHES_REFUSED_400 -> refused(400, "invalid request");
            case BATCHES_REFUSED_413 -> refused(413, "request body too large");
            case BATCHES_REFUSED_PLAIN ->
                got -> {
                    assertThat(got.status()).isEqualTo(400);
                    assertThat(got.text()).isEqualTo("cannot unmarshal array\n");
                };
            case BATCH_LIMIT -> refused(200, "Number of requests in batch exceeds limit");
            case BATCH_LIMIT_TOLD -> refused(200, "batch size too large, maximum is 10");
            case BATCH_FIRST_ONLY ->
                got -> assertThat(Json.parse(got.text()))
                        .asString()
                        .contains("id=1,")
                        .startsWith("{");
            case BAD_ITEM_IN_BATCH -> got -> assertFailed(got, "Internal error");
            case LIMITED_ITEM_IN_BATCH -> got -> assertFailed(got, "project ID request rate exceeded");
            case REORDERED_ITEMS ->
                got -> assertThat(ids(got))
                        .containsExactlyInAnyOrderElementsOf(IDS)
                        .isNotEqualTo(IDS);
            case MISSING_ITEM -> got -> assertThat(ids(got)).hasSize(CALLS - 1).isSubsetOf(IDS);
            case DUPLICATED_ITEM ->
                got -> assertThat(ids(got)).hasSize(CALLS + 1).containsAll(IDS);
            case FOREIGN_ITEM -> got -> assertThat(ids(got)).hasSize(CALLS + 1).contains(987_654_321);
            case NULL_ITEM ->
                got -> assertThat((List<?>) Json.parse(got.text()))
                        .hasSize(CALLS)
                        .containsNull();
            case EMPTY_BATCH -> got -> assertThat(got.text()).isEqualTo("[]");
        };
    }

    private static Check refused(int status, String message) {
        return got -> {
            assertThat(got.status()).isEqualTo(status);
            var answer = (Map<?, ?>) Json.parse(got.text());
            assertThat(answer.containsKey("id")).isTrue();
            assertThat(answer.get("id")).isNull();
            assertThat(answer.get("error")).asString().contains(message);
        };
    }

    private static void assertFailed(Got got, String message) {
        Stream<?> failed = ((List<?>) Json.parse(got.text()))
                .stream().map(item -> ((Map<?, ?>) item).get("error")).filter(error -> error != null);
        assertThat(failed.toList()).singleElement().asString().contains(message);
    }

    private static List<Integer> ids(Got got) {
        var ids = new ArrayList<Integer>();
        for (Object item : (List<?>) Json.parse(got.text()))
            ids.add(((Number) ((Map<?, ?>) item).get("id")).intValue());
        return ids;
    }

    @Test
    void aBatchUpToTheLimitIsAnswered() throws IOException {
        for (int limit : new int[] {3, 10, 25}) {
            node.play(BatchFault.BATCH_LIMIT.amount(limit));
            assertThat(ids(postBatch(limit))).hasSize(limit);
            assertThat(Json.parse(postBatch(limit + 1).text())).isInstanceOf(Map.class);
            node.heal();
        }
    }

    @Test
    void aFaultOfOneCallHitsOnlyThatCallOfABatch() throws IOException {
        node.play(AnswerFault.INTERNAL_ERROR.every(4));
        var answers = (List<?>) Json.parse(postBatch(8).text());
        assertThat(answers.stream().map(answer -> ((Map<?, ?>) answer).containsKey("error")))
                .containsExactly(false, false, false, true, false, false, false, true);
        assertThat(node.timesPlayed(AnswerFault.INTERNAL_ERROR)).isOne();
    }
}
