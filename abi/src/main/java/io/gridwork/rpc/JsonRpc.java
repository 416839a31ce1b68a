package io.gridwork.rpc;

import io.gridwork.abi.PlainText;
import java.net.URI;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;

/** JSON-RPC 2.0 over HTTP with one endpoint: a request or a batch of the same kind, answers read as a stream. Tries once. */
public final class JsonRpc implements Rpc {
    /** Behind a load balancer, one node may lack a block that the next one has. */
    private static final Decision LAGGING = new Decision.AskAnother(Decision.Reason.LAGGING);

    private final HttpEndpoint http;
    private final Traffic traffic;
    private final BatchSize batchSize;
    private final PartialAnswers.Kept unfinished = new PartialAnswers.Kept();
    private final AtomicLong ids = new AtomicLong();

    public JsonRpc(URI uri, RpcOptions options, Traffic traffic) {
        this(uri, options, traffic, Proxies.ofThisProcess());
    }

    JsonRpc(URI uri, RpcOptions options, Traffic traffic, Proxies proxies) {
        this.http = new HttpEndpoint(uri, options, traffic, proxies);
        this.traffic = traffic;
        this.batchSize = new BatchSize(options.batchSize());
    }

    @Override
    public String name() {
        return http.name();
    }

    @Override
    public <T> @Nullable T request(String method, List<?> params, Reader<T> reader) {
        RequestKind kind = RequestKind.of(method, params);
        byte[] question = JsonTrees.bytes(envelope(ids.incrementAndGet(), method, params));
        List<JsonAnswer<T>> answers = ask(kind, method, question, 1, reader);
        if (answers.size() != 1) throw malformed(kind, method, answers.size() + " answers to one request");
        JsonAnswer<T> answer = answers.getFirst();
        if (answer.error() == null) return answer.result();
        throw failure(method, answer.error(), Decision.on(kind, answer.error(), null));
    }

    /**
     * What an endpoint does not answer in a batch, or answers with an error, is asked for in a smaller one, in the end by itself. Where
     * it answers less than half, it is not good at batches, and the rest is asked for one by one.
     */
    @Override
    public <T> List<@Nullable T> batch(String method, List<? extends List<?>> params, Reader<T> reader) {
        PartialAnswers<T> answers = unfinished.take(method, params, reader);
        int left = params.size() + 1;
        while (true) {
            try {
                return complete(method, answers, reader);
            } catch (ChainException failed) {
                int now = answers.missing(params.size()).length;
                boolean goesOn = now < left && failed.decision().equals(LAGGING);
                if (!goesOn) {
                    unfinished.keep(method, answers, reader);
                    throw failed;
                }
                left = now;
            }
        }
    }

    private <T> List<@Nullable T> complete(String method, PartialAnswers<T> answers, Reader<T> reader) {
        for (int[] part = answers.missing(batchSize.now()); part.length > 0; part = answers.missing(batchSize.now())) {
            ask(method, part, answers, reader);
            traffic.progressed();
        }
        return answers.all();
    }

    /** Returns early where the endpoint takes only smaller batches. */
    private <T> void ask(String method, int[] part, PartialAnswers<T> answers, Reader<T> reader) {
        int[] asked = part;
        while (asked.length > 1) {
            if (!batchOnce(method, asked, answers, reader)) return;
            int[] rest = answers.missing(asked);
            if (2 * rest.length > asked.length) {
                for (int each : rest) answers.put(each, request(method, answers.params(each), reader));
                return;
            }
            asked = rest;
        }
        for (int each : asked) answers.put(each, request(method, answers.params(each), reader));
    }

    /** @return whether the endpoint takes batches of this size */
    private <T> boolean batchOnce(String method, int[] asked, PartialAnswers<T> answers, Reader<T> reader) {
        RequestKind kind = RequestKind.of(method, answers.params(asked[0]));
        long first = ids.getAndAdd(asked.length) + 1;
        List<Map<String, Object>> requests = IntStream.range(0, asked.length)
                .mapToObj(i -> envelope(first + i, method, answers.params(asked[i])))
                .toList();
        List<JsonAnswer<T>> given;
        try {
            given = ask(kind, method, JsonTrees.bytes(requests), asked.length, reader);
        } catch (ChainException refused) {
            if (batchSize.refused(asked.length, refused.decision(), false, refused.getMessage())) return false;
            throw refused;
        }
        RpcError whole = given.size() == 1 ? given.getFirst().error() : null;
        if (whole != null) {
            Decision decision = Decision.on(kind, whole, null);
            if (batchSize.refused(asked.length, decision, true, whole.message())) return false;
            throw failure(method, whole, decision);
        }
        batchSize.answered();
        for (JsonAnswer<T> answer : given) {
            long index = answer.id() - first;
            if (answer.error() != null || index < 0 || index >= asked.length) continue;
            if (!answers.isKnown(asked[(int) index])) answers.put(asked[(int) index], answer.result());
        }
        return true;
    }

    private static Map<String, Object> envelope(long id, String method, List<?> params) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("jsonrpc", "2.0");
        envelope.put("id", id);
        envelope.put("method", method);
        envelope.put("params", params);
        return envelope;
    }

    private <T> List<JsonAnswer<T>> ask(RequestKind kind, String method, byte[] question, int calls, Reader<T> reader) {
        return http.post(kind, method, question, calls, answer -> {
            if (answer.isRefusal()) throw refusal(kind, method, answer);
            return parse(kind, method, answer.body(), reader);
        });
    }

    /** Of an HTTP answer that is none to the question. Many providers put a JSON-RPC error into it. */
    private ChainException refusal(RequestKind kind, String method, HttpAnswer answer) {
        byte[] text = answer.body().readAllBytes();
        Optional<RpcError> given = answer.body().isJson() ? JsonTrees.error(answer.status(), text) : Optional.empty();
        RpcError error = given.orElseGet(
                () -> new RpcError(answer.status(), 0, answer.body().start(), ""));
        return failure(method, error, Decision.on(kind, error, answer.retryAfter()));
    }

    private ChainException failure(String method, RpcError raw, Decision decision) {
        RpcError error =
                new RpcError(raw.status(), raw.code(), http.redacted(raw.message()), http.redacted(raw.data()));
        return ChainException.of(decision, place(method) + error + remedy(error, decision), error);
    }

    private static String remedy(RpcError error, Decision decision) {
        if (error.status() == 407)
            return "; the proxy wants a name and a password: HTTPS_PROXY=http://name:password@host:port";
        return decision instanceof Decision.AskAnother(Decision.Reason reason) ? remedy(reason) : "";
    }

    private static String remedy(Decision.Reason reason) {
        return switch (reason) {
            case NO_ACCESS -> "; check the URL, its path and its access key";
            case PRUNED -> "; give the URL of a node that keeps old blocks";
            case LAGGING -> "; give the URL of a node that is in sync";
            default -> "";
        };
    }

    private <T> List<JsonAnswer<T>> parse(RequestKind kind, String method, AnswerBody body, Reader<T> reader) {
        List<JsonAnswer<T>> answers = new ArrayList<>();
        try (HexJson json = HexJson.of(body)) {
            JsonToken start = json.nextToken();
            if (start == JsonToken.START_OBJECT) answers.add(JsonAnswer.read(json, reader));
            while (start == JsonToken.START_ARRAY && json.nextToken() == JsonToken.START_OBJECT) {
                answers.add(JsonAnswer.read(json, reader));
            }
            if (!answers.isEmpty()) return answers;
            throw noNode(method, body);
        } catch (JacksonException syntax) {
            if (body.isJson()) throw malformed(kind, method, "malformed answer: " + syntax.getOriginalMessage());
            throw noNode(method, body);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException malformed) {
            if (!answers.isEmpty()) return answers; // of a batch: what follows is asked for again
            throw malformed(kind, method, "malformed answer: " + malformed.getMessage());
        }
    }

    /** A server before the node may say anything for a while, so this can pass. */
    private ChainException noNode(String method, AnswerBody body) {
        String start = body.start().isEmpty() ? "nothing" : "\"" + shown(body.start()) + "\"";
        return new ChainException.Retryable(
                place(method) + "no JSON-RPC answer, but " + start + "; is this the URL of a node?", null);
    }

    private ChainException malformed(RequestKind kind, String method, String what) {
        return new ChainException.Retryable(place(method) + shown(what), Decision.onFailure(kind, false, true), null);
    }

    /** Words of the server, fit for a message. */
    private String shown(String words) {
        return PlainText.of(http.redacted(words), PlainText.MESSAGE);
    }

    private String place(String method) {
        return method + " at " + http.name() + ": ";
    }

    @Override
    public void close() {
        http.close();
    }
}
