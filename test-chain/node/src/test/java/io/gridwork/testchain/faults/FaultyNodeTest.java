package io.gridwork.testchain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UnderLoad
final class FaultyNodeTest extends FaultTest {

    private static final List<String> METHODS =
            List.of("eth_blockNumber", "eth_chainId", "eth_gasPrice", "eth_getBlockByNumber", "net_version");

    @Test
    void withoutAFaultEverythingIsPassedOn() throws IOException {
        assertHealed();
        assertThat(node.log())
                .hasSize(5)
                .allSatisfy(exchange -> assertThat(exchange.played()).isEmpty());
        assertThat(RawClient.post(node.url(), "{no json").text())
                .isEqualTo(RawClient.post(chain.rpcUrl(), "{no json").text());
    }

    @Test
    void theSameSeedAndRequestsMeetTheSameFaults() throws IOException {
        assertThat(mixed(42)).isEqualTo(mixed(42)).anyMatch(exchange -> !exchange.endsWith("passed on"));
        var different = new HashSet<List<String>>();
        for (int seed = 0; seed < 5; seed++) different.add(mixed(seed));
        assertThat(different).hasSizeGreaterThan(3);
    }

    private List<String> mixed(long seed) throws IOException {
        try (var seeded = FaultyNode.before(chain.rpcUrl())) {
            seeded.playMixed(seed, 0.5, Mixes.HARMLESS);
            for (int i = 0; i < 40; i++)
                RawClient.post(seeded.url(), Json.write(request(i, METHODS.get(i % METHODS.size()), "0x0", false)));
            return seeded.log().stream().map(Exchange::toString).toList();
        }
    }

    @Test
    void aShareOfOneFaultIsDrawnByTheSeedOfTheNode() throws IOException {
        assertThat(shared(7)).isEqualTo(shared(7)).contains(true, false);
        assertThat(shared(8)).isNotEqualTo(shared(7));
    }

    private List<Boolean> shared(long seed) throws IOException {
        try (var seeded = FaultyNode.before(chain.rpcUrl(), seed)) {
            seeded.play(AnswerFault.INTERNAL_ERROR.share(0.5));
            for (int i = 0; i < 40; i++) RawClient.post(seeded.url(), Json.write(request(i, "eth_chainId")));
            return seeded.log().stream()
                    .map(exchange -> exchange.played().isEmpty())
                    .toList();
        }
    }

    @Test
    void inAMixTheThirdRequestInARowIsAnswered() throws IOException {
        node.playMixed(1, 1.0, List.of(AnswerFault.INTERNAL_ERROR));
        var failed = new ArrayList<Boolean>();
        for (int i = 0; i < 6; i++) failed.add(ask("eth_chainId").containsKey("error"));
        assertThat(failed).containsExactly(true, true, false, true, true, false);
    }

    @Test
    void aPlanSaysHowOftenAndOnWhichMethods() throws IOException {
        node.play(AnswerFault.INTERNAL_ERROR.times(2).after(1).on("eth_chainId"));
        var failed = new ArrayList<Boolean>();
        for (int i = 0; i < 5; i++) {
            failed.add(ask("eth_chainId").containsKey("error"));
            assertThat(result("net_version")).isEqualTo("1337");
        }
        assertThat(failed).containsExactly(false, true, true, false, false);
        assertThat(node.timesPlayed(AnswerFault.INTERNAL_ERROR)).isEqualTo(2);
        assertThat(node.timesAsked("net_version")).isEqualTo(5);
    }

    @Test
    void aFaultThatChangesNothingHasNotBeenPlayed() throws IOException {
        node.play(FieldFault.RECEIPT_ROOT_EMPTY.once());
        assertThat(result("eth_chainId")).isEqualTo("0x539");
        assertThat(node.timesPlayed(FieldFault.RECEIPT_ROOT_EMPTY)).isZero();
        String transfer = mined(transfer());
        assertThat(fields("eth_getTransactionReceipt", transfer).get("root")).isEqualTo("0x");
        assertThat(fields("eth_getTransactionReceipt", transfer).containsKey("root"))
                .isFalse();
    }

    @Test
    void severalFaultsArePlayedTogetherAndHealedOneByOne() throws IOException {
        String transfer = mined(transfer());
        node.play(FieldFault.RECEIPT_ROOT_EMPTY);
        node.play(FieldFault.RECEIPT_PRICE_NAN);
        node.play(BatchFault.BATCHES_REFUSED);
        var receipt = fields("eth_getTransactionReceipt", transfer);
        assertThat(receipt.get("root")).isEqualTo("0x");
        assertThat(receipt.get("effectiveGasPrice")).isEqualTo("0xNaN");
        assertThat(node.log().getLast().played())
                .containsExactlyInAnyOrder(FieldFault.RECEIPT_ROOT_EMPTY, FieldFault.RECEIPT_PRICE_NAN);
        node.heal(FieldFault.RECEIPT_ROOT_EMPTY);
        receipt = fields("eth_getTransactionReceipt", transfer);
        assertThat(receipt.containsKey("root")).isFalse();
        assertThat(receipt.get("effectiveGasPrice")).isEqualTo("0xNaN");
    }

    @Test
    void theLogSaysWhatWasAskedAndPlayed() throws IOException {
        node.play(HttpFault.HTTP_502.once());
        post("eth_chainId");
        postBatch(2);
        assertThat(node.log())
                .extracting(Exchange::toString)
                .containsExactly("1 eth_chainId: http-502", "2 [eth_getBlockByNumber eth_getBlockByNumber]: passed on");
    }

    @Test
    void aNodeThatHasEndedLooksLikeOneAndTheLogSaysWhy() throws IOException {
        try (var orphan = FaultyNode.before(URI.create("http://127.0.0.1:1"))) {
            assertThat(RawClient.post(orphan.url(), Json.write(request(1, "eth_chainId")))
                            .ending())
                    .isEqualTo(RawClient.Ending.CLOSED);
            assertThat(orphan.log().getFirst().trouble()).contains("http://127.0.0.1:1 does not answer");
        }
    }

    @Test
    void closingUndoesWhatLasts() {
        node.play(NodeFault.MINES_ON_DEMAND);
        node.close();
        mined(transfer());
    }

    @Test
    void aFaultWithoutRequestsTakesNoRhythm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.play(HttpFault.CONNECTION_REFUSED.once()))
                .withMessageContaining("connection-refused has no rhythm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "ws://127.0.0.1:8545", "http:/path", "file:///tmp"})
    void whatIsNoUrlOfANodeIsRefusedAndQuoted(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultyNode.before(URI.create(url)))
                .withMessage("\"" + url + "\" is no URL of a node; use one such as http://127.0.0.1:8545");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> FaultyNode.before(chain.rpcUrl(), node.url().getPort(), 1, exchange -> {}))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("cannot listen on port " + node.url().getPort() + " of loopback; take another port or 0");
    }
}
