package io.gridwork.abi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Logs to values, by a table of (first topic, number of indexed parameters): ERC-20 and ERC-721 {@code Transfer} have the
 * same signature and differ in the second. Pure, and safe to share between threads.
 */
public final class EventDecoder {
    private record Shape(Hash32 topic0, int topicCount) {}

    /** What became of a log. */
    public sealed interface Result {}

    /** {@code values} are in the order of {@code event.inputs()}. */
    public record Decoded(EventSchema event, List<AbiValue> values) implements Result {
        public Decoded {
            values = List.copyOf(values);
        }

        /** Value of the named parameter. @throws IllegalArgumentException when the event has none of that name */
        public AbiValue value(String parameter) {
            for (int i = 0; i < values.size(); i++) {
                if (event.inputs().get(i).name().equals(parameter)) return values.get(i);
            }
            throw new IllegalArgumentException(event.signature() + " has no parameter \"" + parameter + "\" but "
                    + event.inputs().stream().map(Parameter::name).toList());
        }
    }

    /** No event of the table explains the log; {@code reason} says why, for people. */
    public record Undecodable(String reason) implements Result {}

    private final Map<Shape, EventSchema> named = new HashMap<>();
    private final List<EventSchema> anonymous = new ArrayList<>();

    /** @throws IllegalArgumentException when two events differ but nothing in a log tells them apart */
    public EventDecoder(Collection<EventSchema> events) {
        for (EventSchema event : events) {
            if (event.anonymous()) {
                if (!anonymous.contains(event)) anonymous.add(event);
                continue;
            }
            EventSchema other = named.put(new Shape(event.topic0(), event.topicCount()), event);
            if (other != null && !other.equals(event)) {
                throw new IllegalArgumentException("nothing in a log tells these two events apart: " + describe(other)
                        + " and " + describe(event) + "; keep one of them in the ABI");
            }
        }
    }

    /** Never throws, whatever the log holds. */
    public Result decode(LogEntry log) {
        return decode(log.topics(), log.data());
    }

    /** As {@link #decode(LogEntry)}. */
    public Result decode(List<Hash32> topics, Bytes data) {
        EventSchema event = topics.isEmpty() ? null : named.get(new Shape(topics.getFirst(), topics.size()));
        if (event == null) return decodeAnonymous(topics, data);
        try {
            return decodeAs(event, topics, data);
        } catch (Malformed malformed) {
            return new Undecodable(event.signature() + ": " + malformed.reason());
        }
    }

    /** An anonymous event leaves no name in its logs: it is the one whose types fit, if just one does. */
    private Result decodeAnonymous(List<Hash32> topics, Bytes data) {
        Decoded found = null;
        String misfit = null;
        for (EventSchema event : anonymous) {
            if (event.topicCount() != topics.size()) continue;
            try {
                Decoded decoded = decodeAs(event, topics, data);
                if (found != null) {
                    return new Undecodable(
                            "it fits two anonymous events: " + found.event().signature() + " and " + event.signature());
                }
                found = decoded;
            } catch (Malformed malformed) {
                misfit = event.signature() + ": " + malformed.reason();
            }
        }
        if (found != null) return found;
        return new Undecodable(misfit != null ? misfit : unknown(topics));
    }

    private String unknown(List<Hash32> topics) {
        if (topics.isEmpty()) return "it has no topics, and the ABI has no anonymous event without indexed parameters";
        @Nullable EventSchema sameName = named.values().stream()
                .filter(event -> event.topic0().equals(topics.getFirst()))
                .findFirst()
                .orElse(null);
        if (sameName == null) return "no event of the ABI has the first topic " + topics.getFirst();
        return describe(sameName) + " has " + sameName.indexedCount() + " indexed parameters, the log "
                + (topics.size() - 1);
    }

    private static Decoded decodeAs(EventSchema event, List<Hash32> topics, Bytes data) throws Malformed {
        List<Parameter> inputs = event.inputs();
        AbiValue[] values = new AbiValue[inputs.size()];
        DataReader reader = new DataReader(data);
        int topic = event.anonymous() ? 0 : 1;
        long head = 0;
        for (int i = 0; i < values.length; i++) {
            Parameter input = inputs.get(i);
            if (input.indexed()) {
                Hash32 word = topics.get(topic++);
                values[i] = input.type().isHashedWhenIndexed()
                        ? word
                        : Word.decode(input.type(), word.w3(), word.w2(), word.w1(), word.w0());
            } else {
                values[i] = reader.read(input.type(), 0, head);
                head += 32 * input.type().headWords();
            }
        }
        return new Decoded(event, List.of(values));
    }

    private static String describe(EventSchema event) {
        StringBuilder text = new StringBuilder(event.name()).append('(');
        for (Parameter input : event.inputs()) {
            if (text.charAt(text.length() - 1) != '(') text.append(", ");
            text.append(input.type().canonical())
                    .append(input.indexed() ? " indexed " : " ")
                    .append(input.name());
        }
        return text.append(')').toString();
    }
}
