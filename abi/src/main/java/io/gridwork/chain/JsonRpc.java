package io.gridwork.chain;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON-RPC 2.0 over HTTP: one request or a batch of the same kind, answers read as a stream, and patience with what may
 * succeed later.
 */
final class JsonRpc implements AutoCloseable {
    /** Reads a result from its first token on; JSON null never comes here. */
    interface Reader<T> {
        T read(HexJson json);
    }

    /** A tree within an answer is followed by the rest of the answer. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private record Answer<T>(
            long id, @Nullable T result, @Nullable RpcError error) {}

    private final HttpEndpoint http;
    private final RpcOptions options;
    private final AtomicLong ids = new AtomicLong();

    JsonRpc(URI uri, RpcOptions options, Traffic traffic) {
        this.http = new HttpEndpoint(uri, options, traffic);
        this.options = options;
    }

    String name() {
        return http.name();
    }

    /** The result, null where the node answers null. */
    <T> @Nullable T request(String method, List<?> params, Reader<T> reader) {
        return patiently(() -> requestOnce(method, params, reader));
    }

    /** As {@link #request}, at the first attempt or not at all. */
    <T> @Nullable T requestOnce(String method, List<?> params, Reader<T> reader) {
        long id = ids.incrementAndGet();
        byte[] question = JSON.writeValueAsBytes(envelope(id, method, params));
        List<Answer<T>> answers = ask(method, question, 1, reader);
        if (answers.size() != 1) {
            throw new ChainException.Retryable(place(method) + answers.size() + " answers to one request", null);
        }
        return result(method, answers.getFirst());
    }

    /** Results in the order of {@code params}, one element each, null where the node answers null. */
    <T> List<@Nullable T> batch(String method, List<? extends List<?>> params, Reader<T> reader) {
        List<@Nullable T> results = new ArrayList<>();
        for (int from = 0; from < params.size(); from += options.batchSize()) {
            List<? extends List<?>> part = params.subList(from, Math.min(params.size(), from + options.batchSize()));
            results.addAll(patiently(() -> batchOnce(method, part, reader)));
        }
        return results;
    }

    private <T> List<@Nullable T> batchOnce(String method, List<? extends List<?>> params, Reader<T> reader) {
        long first = ids.getAndAdd(params.size()) + 1;
        List<Object> requests = new ArrayList<>();
        for (List<?> param : params) {
            requests.add(envelope(first + requests.size(), method, param));
        }
        List<Answer<T>> answers = ask(method, JSON.writeValueAsBytes(requests), params.size(), reader);
        @Nullable Object[] results = new Object[params.size()];
        boolean[] answered = new boolean[params.size()];
        for (Answer<T> answer : answers) {
            T result = result(method, answer);
            long index = answer.id() - first;
            if (index < 0 || index >= results.length) continue;
            results[(int) index] = result;
            answered[(int) index] = true;
        }
        for (boolean complete : answered) {
            if (!complete)
                throw new ChainException.Retryable(place(method) + "the answer to a batch is incomplete", null);
        }
        @SuppressWarnings("unchecked") // every element is a result of the same reader
        List<@Nullable T> list = (List<@Nullable T>) (List<?>) Arrays.asList(results);
        return list;
    }

    private static Map<String, Object> envelope(long id, String method, List<?> params) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("jsonrpc", "2.0");
        envelope.put("id", id);
        envelope.put("method", method);
        envelope.put("params", params);
        return envelope;
    }

    private <T> @Nullable T result(String method, Answer<T> answer) {
        RpcError error = answer.error();
        if (error == null) return answer.result();
        if (error.isTransient()) throw new ChainException.Retryable(place(method) + error, error, null);
        throw new ChainException.Rejected(place(method) + error, error);
    }

    private <T> List<Answer<T>> ask(String method, byte[] question, int calls, Reader<T> reader) {
        return http.post(method, question, calls, answer -> {
            if (answer.isRefusal()) throw refusal(method, answer);
            return parse(method, answer.body(), reader);
        });
    }

    /** Of an HTTP answer that is none to the question. Many providers put a JSON-RPC error into it. */
    private ChainException refusal(String method, HttpAnswer answer) {
        Optional<RpcError> given = errorIn(answer);
        RpcError error = given.orElseGet(() ->
                new RpcError(answer.status(), 0, http.redacted(answer.body().start()), ""));
        String message = place(method) + error;
        if (answer.isTransient() || error.isTransient()) {
            return new ChainException.Retryable(message, error, answer.retryAfter());
        }
        if (given.isPresent() || answer.status() == 413) return new ChainException.Rejected(message, error);
        return new ChainException.Fatal(message + "; check the URL, its path and its access key", null);
    }

    private Optional<RpcError> errorIn(HttpAnswer answer) {
        byte[] text = answer.body().readAllBytes();
        if (!answer.body().isJson()) return Optional.empty();
        try {
            JsonNode body = JSON.readTree(text);
            JsonNode error = (body.isArray() ? body.path(0) : body).path("error");
            if (error.isString()) return Optional.of(error(answer.status(), 0, error.asString(), ""));
            if (!error.isObject()) return Optional.empty();
            String data = error.has("data") ? error.path("data").toString() : "";
            return Optional.of(error(
                    answer.status(),
                    error.path("code").asInt(0),
                    error.path("message").asString("no message"),
                    data));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private RpcError error(int status, int code, String message, String data) {
        return new RpcError(status, code, http.redacted(message), http.redacted(data));
    }

    private <T> List<Answer<T>> parse(String method, AnswerBody body, Reader<T> reader) {
        try (HexJson json = HexJson.of(body)) {
            List<Answer<T>> answers = new ArrayList<>();
            JsonToken start = json.nextToken();
            if (start == JsonToken.START_OBJECT) answers.add(answer(json, reader));
            while (start == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
                answers.add(answer(json, reader));
            }
            if (!answers.isEmpty()) return answers;
            throw new ChainException.Fatal(
                    place(method) + "no JSON-RPC answer, but \"" + http.redacted(body.start())
                            + "\"; is this the URL of a node?",
                    null);
        } catch (JacksonException | IllegalArgumentException malformed) {
            if (body.isJson()) {
                String reason = malformed instanceof JacksonException syntax
                        ? syntax.getOriginalMessage()
                        : malformed.getMessage();
                throw new ChainException.Retryable(place(method) + "malformed answer: " + reason, malformed);
            }
            throw new ChainException.Fatal(
                    place(method) + "no JSON, but \"" + http.redacted(body.start()) + "\"; is this the URL of a node?",
                    malformed);
        }
    }

    private <T> Answer<T> answer(HexJson json, Reader<T> reader) {
        long id = -1;
        T result = null;
        RpcError error = null;
        boolean complete = false;
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = json.getValueAsLong(-1);
                case "result" -> {
                    complete = true;
                    if (value != JsonToken.VALUE_NULL) result = reader.read(json);
                }
                case "error" -> {
                    if (value != JsonToken.VALUE_NULL) error = error(json);
                }
                default -> json.skipChildren();
            }
        }
        if (!complete && error == null) throw new IllegalArgumentException("it has neither result nor error");
        return new Answer<>(id, result, error);
    }

    private RpcError error(HexJson json) {
        int code = 0;
        String message = "no message";
        String data = "";
        if (json.currentToken() != JsonToken.START_OBJECT) return error(200, 0, json.getValueAsString(message), "");
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case "code" -> code = json.getValueAsInt();
                case "message" -> message = json.getValueAsString(message);
                case "data" ->
                    data = value == JsonToken.VALUE_NULL ? "" : tree(json).toString();
                default -> json.skipChildren();
            }
        }
        return error(200, code, message, data);
    }

    /** The value that the parser stands at, as a tree. */
    static JsonNode tree(HexJson json) {
        return JSON.readTree(json);
    }

    private <T> T patiently(Supplier<T> attempt) {
        for (int i = 1; ; i++) {
            try {
                return attempt.get();
            } catch (ChainException.Retryable failure) {
                if (i >= options.attempts()) throw failure;
                pause(failure, i);
            }
        }
    }

    /** Full jitter (Brooker, "Exponential Backoff And Jitter"), so that many clients do not come back at once. */
    private void pause(ChainException.Retryable failure, int failures) {
        long ceiling = Math.min(
                options.longestPause().toMillis(), options.firstPause().toMillis() << Math.min(failures - 1, 20));
        long millis = failure.retryAfter()
                .map(Duration::toMillis)
                .orElseGet(() -> ThreadLocalRandom.current().nextLong(ceiling / 2, ceiling + 1));
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new ChainException.Fatal(failure.getMessage() + "; interrupted", failure);
        }
    }

    private String place(String method) {
        return method + " at " + http.name() + ": ";
    }

    @Override
    public void close() {
        http.close();
    }
}
