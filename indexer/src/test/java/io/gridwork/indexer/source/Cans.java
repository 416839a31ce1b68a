package io.gridwork.indexer.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gridwork.chain.Endpoints;
import io.gridwork.chain.LogFilter;
import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import io.gridwork.indexer.bench.Faults;
import io.gridwork.indexer.bench.LogQuery;
import io.gridwork.indexer.bench.Reply;
import io.gridwork.indexer.bench.RpcCall;
import io.gridwork.indexer.bench.RpcRefusal;
import io.gridwork.rpc.Patience;
import io.gridwork.rpc.RpcOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Canned nodes that misbehave in one way, and endpoints over them in fake time. */
final class Cans {
    static final LogFilter TOKENS = new LogFilter(Set.of(CannedChain.TOKEN), Set.of(CannedChain.TRANSFER));
    static final RpcOptions IMPATIENT = RpcOptions.DEFAULT.withTimeout(Duration.ofSeconds(20));
    static final RpcOptions SETTINGS = IMPATIENT.withPatience(Patience.LONG);

    private Cans() {}

    static Endpoints endpoints(FakeTimer timer, CannedNode... nodes) {
        return endpoints(timer, SETTINGS, Stream.of(nodes).map(CannedNode::url).toList());
    }

    static Endpoints endpoints(FakeTimer timer, RpcOptions settings, List<URI> urls) {
        return new Endpoints(urls, settings, timer);
    }

    /** Every request is answered like that. */
    static Faults always(Reply reply) {
        return requests(_ -> reply);
    }

    /** Each request is answered like that, counted from 1; null for an honest answer. */
    static Faults requests(IntFunction<Reply> answer) {
        return new Faults() {
            private int count;

            @Override
            public synchronized Reply reply(Supplier<Reply> honest) {
                Reply given = answer.apply(++count);
                return given == null ? honest.get() : given;
            }
        };
    }

    /** Calls of a method are answered like that; null for an honest answer. */
    static Faults method(String method, BiFunction<RpcCall, CannedChain, String> answer) {
        return new Faults() {
            @Override
            public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
                String given = call.method().equals(method) ? answer.apply(call, chain) : null;
                return given == null ? honest.get() : given.getBytes(UTF_8);
            }
        };
    }

    /** What these methods answer honestly is made into something else. */
    static Faults methods(Map<String, UnaryOperator<String>> lies) {
        return new Faults() {
            @Override
            public byte[] result(RpcCall call, CannedChain chain, Supplier<byte[]> honest) {
                UnaryOperator<String> lie = lies.get(call.method());
                return lie == null
                        ? honest.get()
                        : lie.apply(new String(honest.get(), UTF_8)).getBytes(UTF_8);
            }
        };
    }

    /** At most so many blocks in one eth_getLogs, refused in these words. */
    static Faults maxSpan(long blocks, int code, String words) {
        return method("eth_getLogs", (call, chain) -> {
            if (LogQuery.of(call, chain).blocks().size() > blocks) throw new RpcRefusal(code, words);
            return null;
        });
    }

    static Reply refusal(int status, String retryAfter) {
        return new Reply(status, Map.of("Retry-After", retryAfter), List.of("slow down".getBytes(UTF_8)));
    }
}
