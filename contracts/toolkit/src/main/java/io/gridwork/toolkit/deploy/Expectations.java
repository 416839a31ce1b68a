package io.gridwork.toolkit.deploy;

import io.gridwork.abi.AbiValue;
import io.gridwork.abi.EventDecoder;
import io.gridwork.abi.EventSchema;
import io.gridwork.abi.Parameter;
import io.gridwork.chain.BlockHeader;
import io.gridwork.chain.BlockTag;
import io.gridwork.chain.ChainClient;
import io.gridwork.chain.HeaderProof;
import io.gridwork.chain.LogFilter;
import io.gridwork.network.Deployment;
import io.gridwork.rpc.ChainException;
import io.gridwork.toolkit.deploy.Verification.Finding;
import io.gridwork.toolkit.plan.Check;
import io.gridwork.toolkit.plan.Expectation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the chain whether a plan's expectations hold. */
final class Expectations {
    private final ChainClient chain;
    private final Inspector inspector;
    private final Blueprint blueprint;

    Expectations(ChainClient chain, Inspector inspector, Blueprint blueprint) {
        this.chain = chain;
        this.inspector = inspector;
        this.blueprint = blueprint;
    }

    /** A finding, or one for each different question that events raise. {@code record} knows where the events begin. */
    List<Finding> findings(Expectation expectation, Deployment record) {
        Expectation.ForEach forEach = expectation.forEach();
        if (forEach == null) return List.of(finding(expectation, Map.of()));
        Map<String, Finding> findings = new LinkedHashMap<>();
        for (Map<String, String> event : events(forEach, record)) {
            Finding finding = finding(expectation, event);
            findings.putIfAbsent(finding.subject(), finding);
        }
        if (!findings.isEmpty()) return List.copyOf(findings.values());
        return List.of(new Finding(
                expectation.check().view() + " for each " + forEach.contract() + "." + forEach.event()
                        + ", of which there is none",
                ""));
    }

    private Finding finding(Expectation expectation, Map<String, String> event) {
        Blueprint inner = blueprint.with("event.", event);
        long number = block(inner.seconds(expectation.blockAge()));
        inner = inner.with("block.", Map.of("number", Long.toString(number)));
        Check check = expectation.check();
        if (check.view().names("${block.header}")) {
            switch (HeaderProof.of(chain, number)) {
                case HeaderProof.Proved(var header) ->
                    inner = inner.with("block.", Map.of("header", header.toString()));
                case HeaderProof.NoBlock(String reason) -> {
                    return new Finding(check.view().toString(), reason);
                }
                case HeaderProof.Unprovable(String reason) -> {
                    return new Finding(check.view().toString(), reason);
                }
            }
        }
        List<String> unmet = inspector.unmet(check, inner);
        if (unmet.isEmpty()) return new Finding(inner.describe(check), "");
        return new Finding(
                inner.describe(check),
                String.join("; ", unmet) + " (" + check.view().place() + ")" + inner.remedy(expectation));
    }

    /** The newest event for each set of indexed values, as far as it has the values that the plan wants. */
    private Collection<Map<String, String>> events(Expectation.ForEach forEach, Deployment record) {
        EventSchema schema = blueprint.event(forEach);
        EventDecoder decoder = new EventDecoder(List.of(schema));
        Deployment.Contract recorded = record.contracts().get(forEach.contract());
        long first = recorded == null ? 0 : recorded.blockNumber();
        Map<List<AbiValue>, Map<String, String>> newest = new LinkedHashMap<>();
        LogFilter filter = new LogFilter(Set.of(blueprint.address(forEach)), Set.of(schema.topic0()));
        for (var log : chain.logs(filter, first, Math.max(first, chain.blockNumber()))) {
            if (!(decoder.decode(log) instanceof EventDecoder.Decoded event)) continue;
            List<AbiValue> key = schema.inputs().stream()
                    .filter(Parameter::indexed)
                    .map(input -> event.value(input.name()))
                    .toList();
            newest.remove(key);
            if (blueprint.holds(forEach, event.values())) newest.put(key, texts(event));
        }
        return newest.values();
    }

    private static Map<String, String> texts(EventDecoder.Decoded event) {
        Map<String, String> texts = new LinkedHashMap<>();
        event.event()
                .inputs()
                .forEach(input ->
                        texts.put(input.name(), event.value(input.name()).toString()));
        return texts;
    }

    /** The newest block that is past and so old; the first where none is. Its hash is known to contracts, if any is. */
    private long block(long age) {
        BlockHeader head = chain.head();
        long low = Math.min(1, head.number());
        long high = Math.max(low, head.number() - 1);
        if (age == 0) return high;
        while (low < high) {
            long middle = (low + high + 1) >>> 1;
            if (timeOf(middle) <= head.timestamp() - age) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private long timeOf(long block) {
        return chain.header(BlockTag.at(block))
                .orElseThrow(() -> new ChainException.Retryable(
                        chain.name() + " does not know block " + block + ", which lies before its newest", null))
                .timestamp();
    }
}
