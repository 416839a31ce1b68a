package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.Fault;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Faults that stand for the others of their kind. {@link EveryFaultTest} has them all, which takes long enough without load. */
final class FaultTableTest extends TableTest {

    /** A cell takes seconds, and those of worker and follower more: a build plays few of them. */
    private static final List<String> KINDS = List.of("internal-error,every=5", "lagging");

    @TestFactory
    Stream<DynamicTest> aCommandEndsAsTheTableSays() {
        var table = FaultTable.read();
        return play.tests(KINDS.stream().map(table::row).toList(), List.of(User.INDEX, User.POST, User.APPLY));
    }

    @Test
    void theTableHasEveryFaultOfTheCatalogue() {
        assertThat(FaultTable.read().rows().stream()
                        .map(row -> row.parsed().fault().id())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(
                        Fault.all().stream().map(Fault::id).toList());
    }
}
