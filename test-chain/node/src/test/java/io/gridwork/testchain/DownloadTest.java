package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.ZipSite.Request;
import io.gridwork.testchain.junit.UnderLoad;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A zip gets here over connections that stall, break and lie. */
@UnderLoad
final class DownloadTest {

    private static final byte[] CONTENT = "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.UTF_8);
    private static final Download.Limits PATIENT =
            new Download.Limits(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ZERO, 3);
    private static final Download.Limits IMPATIENT =
            new Download.Limits(Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ZERO, 50);

    @TempDir
    Path folder;

    private final Told told = new Told();
    private ZipSite site;

    @BeforeEach
    void openSite() throws IOException {
        site = new ZipSite(CONTENT);
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    private byte[] fetch(URI url, Download.Limits limits) throws Exception {
        return fetch(new BesuZip.Site(url, ProxySelector.getDefault(), Map.of()), limits);
    }

    private byte[] fetch(BesuZip.Site from, Download.Limits limits) throws Exception {
        Path file = folder.resolve("besu.zip");
        Download.fetch(from, file, limits, told);
        return Files.readAllBytes(file);
    }

    @Test
    void aBrokenDownloadGoesOnWhereItWas() throws Exception {
        site.next(site.brokenAfter(10), site.brokenAfter(5));
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
        assertThat(site.requests()).extracting(Request::range).containsExactly("", "bytes=10-", "bytes=15-");
        assertThat(told.progress()).startsWith("10 of 36", "15 of 36").endsWith("36 of 36");
        assertThat(told.retries())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("after 10 bytes the connection broke")
                .endsWith("attempt 2 of 3");
    }

    /** The machine may be slow, so that other connections seem to stall too: what counts is that the download ends. */
    @Test
    void aStalledDownloadGoesOnWhereItWas() throws Exception {
        site.next(site.stalledAfter(10));
        assertThat(fetch(site.url(), IMPATIENT)).isEqualTo(CONTENT);
        assertThat(told.retries())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).containsAnyOf("no byte came for 100 ms", "no answer"));
    }

    @Test
    void aSiteThatCannotGoOnBeginsAgain() throws Exception {
        site.next(site.brokenAfter(10), site.withoutRanges());
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
    }

    @Test
    void aFileThatHasChangedMeanwhileIsFetchedFromItsBeginning() throws Exception {
        byte[] other = "another".getBytes(StandardCharsets.UTF_8);
        site.next(site.brokenAfter(10), exchange -> {
            site.replace(other, "\"two\"");
            site.whole().send(exchange);
        });
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(other);
    }

    @Test
    void aRangeThatTheSiteRefusesBeginsAgain() throws Exception {
        site.next(site.brokenAfter(10), ZipSite.status(416));
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
        assertThat(site.requests()).extracting(Request::range).containsExactly("", "bytes=10-", "");
    }

    @Test
    void aSiteThatAlwaysBreaksOffIsGivenUp() {
        site.next(site.brokenAfter(10), site.brokenAfter(0), site.brokenAfter(1), site.whole());
        assertThatThrownBy(() -> fetch(site.url(), PATIENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("after 11 bytes the connection broke")
                .hasMessageEndingWith("after 3 attempts");
        assertThat(site.requests()).hasSize(3);
    }

    @Test
    void progressIsToldWhereTheSizeIsUnknown() throws Exception {
        site.next(site.ofUnknownSize());
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
        assertThat(told.progress()).last().isEqualTo("36 of unknown");
    }

    @Test
    void aSiteThatIsBusyIsAskedAgain() throws Exception {
        site.next(ZipSite.status(503), ZipSite.status(429));
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
        assertThat(told.retries())
                .containsExactly(
                        "the site answers with status 503; attempt 2 of 3",
                        "the site answers with status 429; attempt 3 of 3");
    }

    @Test
    void aFileThatIsGoneIsToldWithItsStatus() {
        site.next(ZipSite.status(404));
        assertThatThrownBy(() -> fetch(site.url(), PATIENT)).hasMessage("the site answers with status 404");
        assertThat(site.requests()).hasSize(1);
    }

    @Test
    void aSiteThatSaysNothingIsGivenUp() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            var limits = new Download.Limits(Duration.ofMillis(200), PATIENT.stall(), Duration.ZERO, 3);
            assertThatThrownBy(() -> fetch(url, limits))
                    .isInstanceOf(SiteConnection.NoAnswer.class)
                    .hasMessageContaining("no answer from 127.0.0.1 within 200 ms");
        }
        assertThat(told.retries()).isEmpty();
    }

    @Test
    void redirectsAreFollowedAFewTimes() throws Exception {
        site.next(ZipSite.redirect("/besu.zip?a"), ZipSite.redirect(site.url() + "?b"));
        assertThat(fetch(site.url(), PATIENT)).isEqualTo(CONTENT);
        assertThat(site.requests()).extracting(Request::uri).endsWith("/besu.zip?a", "/besu.zip?b");
        for (int i = 0; i < 6; i++) site.next(ZipSite.redirect("/besu.zip"));
        assertThatThrownBy(() -> fetch(site.url(), PATIENT)).hasMessageContaining("more than 5 times");
        site.next(ZipSite.redirect("ftp://127.0.0.1/besu.zip"));
        assertThatThrownBy(() -> fetch(site.url(), PATIENT)).hasMessageContaining("redirects");
    }

    @Test
    void thePasswordOfTheUrlGoesToItsHostOnly() throws Exception {
        URI withPassword = URI.create(site.url().toString().replace("//", "//me:pw@"));
        URI sameSite = URI.create(withPassword.toString().replace("127.0.0.1", "localhost"));
        site.next(ZipSite.redirect(site.url().toString()));
        assertThat(fetch(sameSite, PATIENT)).isEqualTo(CONTENT);
        assertThat(site.requests()).extracting(Request::authorization).containsExactly("Basic bWU6cHc=", "");
        assertThat(new BesuZip.Site(URI.create(withPassword + "?key=1"), ProxySelector.getDefault(), Map.of()).shown())
                .isEqualTo(site.url().toString());
    }

    @Test
    void aProxyIsUsedForANameThatOnlyItKnows() throws Exception {
        var mirror = new BesuZip.Site(
                URI.create("http://mirror.example/besu.zip"),
                ProxySelector.of(site.address()),
                Map.of("Proxy-Authorization", "Basic bWU6cHc="));
        site.next(site.brokenAfter(10));
        assertThat(fetch(mirror, PATIENT)).isEqualTo(CONTENT);
        assertThat(site.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.uri()).isEqualTo("http://mirror.example/besu.zip");
            assertThat(request.proxyAuthorization()).isEqualTo("Basic bWU6cHc=");
        });
    }
}
