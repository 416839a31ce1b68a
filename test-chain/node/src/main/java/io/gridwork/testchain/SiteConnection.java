package io.gridwork.testchain;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Opens a site's file, wherever the site says that it is. */
final class SiteConnection implements AutoCloseable {

    private static final int MOST_REDIRECTS = 5;
    private static final List<Integer> REDIRECTS = List.of(301, 302, 303, 307, 308);

    /** No connection, or no answer in time. */
    static final class NoAnswer extends IOException {
        private static final long serialVersionUID = 1;

        NoAnswer(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final BesuZip.Site site;
    private final HttpClient http;

    SiteConnection(BesuZip.Site site, Duration connectLimit) {
        this.site = site;
        this.http = HttpClient.newBuilder()
                .proxy(site.proxies())
                .connectTimeout(connectLimit)
                .build();
    }

    /**
     * Asks for the bytes from an offset on.
     *
     * @param version of the file that they have to be of, as the site has named it; empty: the whole file, of any version
     * @throws NoAnswer if nothing answers within the limit
     */
    HttpResponse<InputStream> open(long from, Optional<String> version, Duration limit)
            throws IOException, InterruptedException {
        URI at = site.url();
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            var request = request(at);
            version.ifPresent(
                    same -> request.header("Range", "bytes=" + from + "-").header("If-Range", same));
            HttpResponse<InputStream> response = send(request.build(), limit);
            if (!REDIRECTS.contains(response.statusCode())) return response;
            response.body().close();
            at = redirected(at, response.headers().firstValue("Location").orElse(""));
        }
        throw new IOException("the site redirects more than " + MOST_REDIRECTS + " times");
    }

    private HttpRequest.Builder request(URI at) {
        var request = HttpRequest.newBuilder(withoutUser(at));
        site.headers().forEach(request::header);
        String user = site.url().getUserInfo();
        if (user != null && at.getHost().equals(site.url().getHost()))
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
        return request;
    }

    private static URI withoutUser(URI uri) {
        if (uri.getRawUserInfo() == null) return uri;
        return URI.create(uri.toString().replaceFirst("//[^/]*@", "//"));
    }

    private static URI redirected(URI from, String location) throws IOException {
        try {
            URI to = from.resolve(location);
            boolean asSafe = "https".equals(to.getScheme()) || from.getScheme().equals(to.getScheme());
            if (to.getHost() != null && asSafe) return to;
        } catch (IllegalArgumentException e) {
            throw new IOException("the site redirects to something that is no URL", e);
        }
        throw new IOException("the site redirects from https to another scheme, or to no host; give the final URL");
    }

    /** The limit stands here and not in the request, because looking up the host's name counts too. */
    private HttpResponse<InputStream> send(HttpRequest request, Duration limit)
            throws IOException, InterruptedException {
        var answer = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new NoAnswer("no answer from " + request.uri().getHost() + " within " + seconds(limit), e);
        } catch (ExecutionException e) {
            throw new NoAnswer("no connection to " + request.uri().getHost() + ": " + e.getCause(), e);
        }
    }

    static String seconds(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    @Override
    public void close() {
        http.shutdownNow(); // its own close would wait for a download that is stuck
    }
}
