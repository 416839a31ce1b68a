package io.gridwork.devnet.up;

import io.gridwork.devnet.network.DevnetException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a running network is, as it tells it itself.
 *
 * @param pid of the process that keeps the network running
 * @param block number of the chain's newest block; -1 while the chain does not answer
 */
public record NetworkStatus(long pid, long block, List<Service> services) {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    /**
     * One program of the network.
     *
     * @param url where it answers
     * @param log file of its output
     * @param restarts how often it was started again after an unexpected end
     */
    public record Service(String name, boolean running, long pid, String url, String log, int restarts) {}

    /** Asks a network. Empty if nothing answers there. */
    static Optional<NetworkStatus> ask(URI url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(url).timeout(LIMIT).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) return Optional.empty();
            return Optional.of(JsonMapper.shared().readValue(answer.body(), NetworkStatus.class));
        } catch (ConnectException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new DevnetException("the network does not answer at " + url + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted while asking " + url, e);
        }
    }

    public String json() {
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    public boolean isWell() {
        return block >= 0 && services.stream().allMatch(Service::running);
    }
}
