package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class CatalogueTest {

    /** Surefire runs in the module's folder. */
    private static final Path README = Path.of("README.md");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z0-9-]+)` \\| (.*?) \\| (.*?) \\|$");

    private static String row(Fault fault) {
        String usual = fault.unit().isEmpty() ? "" : fault.plan().amount() + " " + fault.unit();
        return fault.id() + " | " + fault.description() + (fault.needsAnvil() ? " (anvil only)" : "") + " | " + usual;
    }

    @Test
    void theReadmeHasExactlyTheFaultsOfTheCatalogue() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(README))
                .results()
                .map((MatchResult found) -> found.group(1) + " | " + found.group(2) + " | " + found.group(3))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Fault.all().stream().map(CatalogueTest::row).toList());
    }

    @Test
    void eachNameLeadsToItsFaultAndNoOther() {
        assertThat(Fault.all()).extracting(Fault::id).doesNotHaveDuplicates();
        assertThat(Fault.all())
                .allSatisfy(fault -> assertThat(Fault.named(fault.id())).isEqualTo(fault));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fault.named("http-999"))
                .withMessageStartingWith("no fault is named \"http-999\"; use one of address-limit, ")
                .withMessageContaining("silent");
    }

    @Test
    void aPlanIsReadFromWords() {
        assertThat(FaultPlan.parse("silent")).isEqualTo(HttpFault.SILENT.plan());
        assertThat(FaultPlan.parse("lagging,share=0.25,amount=7,on=eth_call+eth_getCode,after=3"))
                .isEqualTo(ViewFault.LAGGING
                        .share(0.25)
                        .amount(7)
                        .on("eth_call", "eth_getCode")
                        .after(3));
        assertThat(FaultPlan.parse("internal-error,every=3").rhythm()).isEqualTo(new Rhythm.Every(3));
        assertThat(FaultPlan.parse("foreign-transaction,times=2,account=0xab"))
                .isEqualTo(NodeFault.FOREIGN_TRANSACTION.times(2).of("0xab"));
    }

    @Test
    void aPlanThatMeansNothingIsRefusedWithTheRemedy() {
        for (String[] wrong : new String[][] {
            {"silent,how=often", "\"how=often\" in \"silent,how=often\" is no setting; use times"},
            {"silent,every=x", "\"every=x\" in \"silent,every=x\" needs a number"},
            {"silent,every=0", "every=0; use 1"},
            {"silent,times=0", "times=0; play a fault at least once"},
            {"silent,share=2", "share=2.0; use a number from 0 to 1"},
            {"lagging,amount=-1", "amount=-1 of lagging; use 0 or more"},
            {"silent,after=-1", "after=-1 of silent; use 0 or more"}
        })
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FaultPlan.parse(wrong[0]))
                    .withMessageContaining(wrong[1]);
    }

    @Test
    void aMixHasNoFaultThatAClientMayTakeForTheLastWord() {
        assertThat(Mixes.HARMLESS)
                .hasSizeGreaterThan(50)
                .doesNotContain(HttpFault.HTTP_401, ViewFault.OTHER_CHAIN)
                .doesNotContainAnyElementsOf(Mixes.SLOW)
                .noneMatch(NodeFault.class::isInstance);
        assertThat(Set.copyOf(Mixes.HARMLESS)).hasSameSizeAs(Mixes.HARMLESS);
    }
}
