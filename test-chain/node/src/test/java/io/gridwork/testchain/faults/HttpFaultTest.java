package io.gridwork.testchain.faults;

import static io.gridwork.testchain.faults.RawClient.Ending.CLOSED;
import static io.gridwork.testchain.faults.RawClient.Ending.COMPLETE;
import static io.gridwork.testchain.faults.RawClient.Ending.RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.gridwork.testchain.Json;
import io.gridwork.testchain.faults.RawClient.Ending;
import io.gridwork.testchain.faults.RawClient.Got;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UnderLoad
final class HttpFaultTest extends FaultTest {

    private interface Check {
        void run() throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void aClientMeetsTheFaultUntilTheNodeIsHealed(HttpFault fault) throws IOException {
        node.play(fault);
        check(fault).run();
        assertThat(node.timesPlayed(fault)).isPositive();
        node.heal();
        assertHealed();
    }

    private Check check(HttpFault fault) {
        return switch (fault) {
            case CONNECTION_REFUSED ->
                () -> assertThatThrownBy(() -> post("eth_chainId")).isInstanceOf(ConnectException.class);
            case SILENT -> () -> assertHeld(0, "");
            case STALLED_BODY -> () -> assertHeld(200, "{\"jsonrpc\":");
            case RESET_WITHOUT_ANSWER ->
                () -> assertThat(post("eth_chainId").ending()).isEqualTo(RESET);
            case CLOSED_WITHOUT_ANSWER -> () -> assertEnd(0, CLOSED);
            case RESET_IN_ANSWER ->
                () -> assertThat(post("eth_chainId").ending()).isEqualTo(RESET);
            case TRUNCATED_BODY -> () -> assertEnd(200, CLOSED);
            case TRUNCATED_JSON -> this::assertCutJson;
            case WRONG_CONTENT_LENGTH -> this::assertMoreThanAnnounced;
            case LATE_ANSWER -> this::assertLate;
            case HTTP_400 -> page(400);
            case HTTP_401 -> page(401);
            case HTTP_402 -> page(402);
            case HTTP_403 -> page(403);
            case HTTP_404 -> page(404);
            case HTTP_408 -> page(408);
            case HTTP_413 -> page(413);
            case HTTP_429 -> page(429);
            case HTTP_500 -> page(500);
            case HTTP_502 -> page(502);
            case HTTP_503 -> page(503);
            case HTTP_504 -> page(504);
            case HTTP_524 -> page(524);
            case HTTP_429_SECONDS -> () -> assertThat(retryAfter(429)).isEqualTo("1");
            case HTTP_429_DATE ->
                () -> assertThat(ZonedDateTime.parse(retryAfter(429), DateTimeFormatter.RFC_1123_DATE_TIME))
                        .isNotNull();
            case HTTP_429_ABSURD -> () -> assertThat(retryAfter(429)).isEqualTo("99999999999");
            case HTTP_429_GARBAGE -> () -> assertThat(retryAfter(429)).isEqualTo("-soon");
            case HTTP_503_SECONDS -> () -> assertThat(retryAfter(503)).isEqualTo("1");
            case HTTP_REDIRECT -> () -> assertThat(answer(301).headers()).containsEntry("Location", "/login");
            case HTML_PAGE -> () -> assertThat(answer(200).text()).contains("<html>");
            case EMPTY_BODY -> () -> assertThat(answer(200).body()).isEmpty();
            case JSON_NULL -> () -> assertThat(answer(200).text()).isEqualTo("null");
            case JSON_STRING -> () -> assertThat(answer(200).text()).isEqualTo("\"ok\"");
            case DAMAGED_GZIP ->
                () -> assertThatThrownBy(() -> gunzipped(answer(200))).isInstanceOf(ZipException.class);
            case UNASKED_GZIP -> () -> assertThat(gunzipped(answer(200))).contains("\"0x539\"");
            case BYTE_ORDER_MARK -> () -> assertThat(answer(200).text()).startsWith("\uFEFF{");
            case NOT_UTF_8 -> () -> assertThat(answer(200).text()).contains("d\uFFFDbord\uFFFD");
            case HUGE_BODY -> this::assertHuge;
            case DEEP_JSON -> () -> assertThat(answer(200).text()).contains("[".repeat(100_000));
        };
    }

    private void assertHeld(int status, String start) throws IOException {
        try (var client = new RawClient(node.url())) {
            client.send(Json.write(request(1, "eth_chainId")));
            await().until(() -> node.log().size() == 1);
            node.heal();
            Got got = client.answer();
            assertThat(got.status()).isEqualTo(status);
            assertThat(got.text()).startsWith(start).doesNotEndWith("}");
            assertThat(got.ending()).isEqualTo(CLOSED);
        }
    }

    private void assertEnd(int status, Ending ending) throws IOException {
        Got got = post("eth_chainId");
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.ending()).isEqualTo(ending);
        assertThat(got.text()).doesNotEndWith("}");
    }

    private void assertCutJson() throws IOException {
        String cut = answer(200).text();
        assertThat(cut).startsWith("{\"jsonrpc\"");
        assertThatThrownBy(() -> Json.parse(cut)).isInstanceOf(IllegalArgumentException.class);
    }

    private void assertMoreThanAnnounced() throws IOException {
        try (var client = new RawClient(node.url())) {
            client.send(Json.write(request(1, "eth_chainId")));
            String announced = client.answer().text();
            String rest = client.rest();
            assertThat(rest).isNotEmpty();
            assertThat(Json.parse(announced + rest)).isNotNull();
        }
    }

    private void assertLate() throws IOException {
        long start = System.nanoTime();
        assertThat(result("eth_chainId")).isEqualTo("0x539");
        assertThat(System.nanoTime() - start).isGreaterThan(190_000_000);
    }

    private void assertHuge() throws IOException {
        node.heal();
        node.play(HttpFault.HUGE_BODY.amount(1 << 20));
        Got got = answer(200);
        assertThat(got.body()).hasSizeGreaterThan(1 << 20);
        assertThat(got.text().strip()).startsWith("{").endsWith("}");
    }

    private Check page(int status) {
        return () -> assertThat(answer(status).text()).startsWith("<html>").contains(Integer.toString(status));
    }

    private String retryAfter(int status) throws IOException {
        return answer(status).headers().get("Retry-After");
    }

    private Got answer(int status) throws IOException {
        Got got = post("eth_chainId");
        assertThat(got.status()).isEqualTo(status);
        assertThat(got.ending()).isEqualTo(COMPLETE);
        return got;
    }

    private static String gunzipped(Got got) throws IOException {
        assertThat(got.headers()).containsEntry("Content-Encoding", "gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(got.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whileConnectionsAreRefusedNobodyElseGetsThePort() throws IOException {
        node.play(HttpFault.CONNECTION_REFUSED);
        try (var other = FaultyNode.before(chain.rpcUrl())) {
            assertThat(other.url()).isNotEqualTo(node.url());
        }
        node.heal();
        assertHealed();
    }

    @Test
    void anOpenConnectionIsResetWhenConnectionsAreRefused() throws IOException {
        try (var client = new RawClient(node.url())) {
            client.send(Json.write(request(1, "eth_chainId")));
            assertThat(client.answer().ending()).isEqualTo(COMPLETE);
            node.play(HttpFault.CONNECTION_REFUSED);
            client.send(Json.write(request(2, "eth_chainId")));
            assertThat(client.answer().ending()).isNotEqualTo(COMPLETE);
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    @Test
    void aConnectionServesManyRequestsInLengthsAndInChunks() throws IOException {
        try (var client = new RawClient(node.url())) {
            for (int i = 0; i < 3; i++) {
                client.send(Json.write(request(i, "eth_chainId")));
                assertThat(client.answer().text()).contains("0x539");
            }
            String body = Json.write(request(9, "eth_chainId"));
            client.write("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length())
                    + "\r\n" + body + "\r\n0\r\n\r\n");
            assertThat(client.answer().text()).contains("\"id\":9");
            client.write("GET / HTTP/1.1\r\nConnection: close\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(405);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void aClientThatOffersHttp2IsAnsweredInHttp1() throws Exception {
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            var request = HttpRequest.newBuilder(node.url())
                    .POST(HttpRequest.BodyPublishers.ofString(Json.write(request(1, "eth_chainId"))))
                    .build();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
            assertThat(response.body()).contains("0x539");
        }
    }

    @Test
    void healingAnotherFaultDoesNotAnswerWhoWaits() throws IOException {
        node.play(HttpFault.SILENT.on("eth_chainId"));
        node.play(HttpFault.HTTP_500.on("net_version"));
        try (var client = new RawClient(node.url())) {
            client.send(Json.write(request(1, "eth_chainId")));
            await().until(() -> node.log().size() == 1);
            node.heal(HttpFault.HTTP_500);
            assertThat(result("net_version")).isEqualTo("1337");
            assertThat(client.hasAnswer()).isFalse();
            node.heal(HttpFault.SILENT);
            assertThat(client.answer().ending()).isEqualTo(CLOSED);
        }
    }
}
