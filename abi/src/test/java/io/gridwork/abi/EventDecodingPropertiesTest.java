package io.gridwork.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.esaulpaugh.headlong.abi.TupleType;
import io.gridwork.abi.AbiArbitraries.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever an encoder writes is read back; whatever anybody else writes is refused, with a reason, and cheaply. */
class EventDecodingPropertiesTest {
    @Provide
    Arbitrary<Typed> events() {
        return AbiArbitraries.typed(true);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatHeadlongWrites(@ForAll("events") Typed typed, @ForAll boolean anonymous) {
        EventSchema event = new EventSchema("Happened", typed.parameters(), anonymous);
        EventDecoder decoder = new EventDecoder(List.of(event));
        assertThat(decoder.decode(topics(event, typed), data(typed)))
                .isEqualTo(new EventDecoder.Decoded(event, typed.values()));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void readsWhatWeb3jWrites(@ForAll("events") Typed typed) {
        Assume.that(typed.parameters().stream().allMatch(parameter -> Web3jEncoding.knows(parameter.type())));
        EventSchema event = new EventSchema("Happened", typed.parameters(), false);
        List<AbiType> types = new ArrayList<>();
        List<AbiValue> values = new ArrayList<>();
        for (int i = 0; i < typed.parameters().size(); i++) {
            if (typed.parameters().get(i).indexed()) continue;
            types.add(typed.parameters().get(i).type());
            values.add(typed.values().get(i));
        }
        Bytes data = Web3jEncoding.encode(types, values);
        assertThat(new EventDecoder(List.of(event)).decode(topics(event, typed), data))
                .isEqualTo(new EventDecoder.Decoded(event, typed.values()));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void refusesTruncatedData(@ForAll("events") Typed typed, @ForAll Random random) {
        EventSchema event = new EventSchema("Happened", typed.parameters(), false);
        Bytes data = data(typed);
        if (data.isEmpty()) return;
        // The padding behind the last bytes carries nothing, and some encoders leave it out.
        Bytes cut = data.slice(0, Math.max(0, data.size() - 32 - random.nextInt(data.size())));
        EventDecoder.Result result = new EventDecoder(List.of(event)).decode(topics(event, typed), cut);
        assertThat(result).isNotEqualTo(new EventDecoder.Decoded(event, typed.values()));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void neverThrows(@ForAll("events") Typed typed, @ForAll("noise") byte[] noise, @ForAll Random random) {
        EventSchema event = new EventSchema("Happened", typed.parameters(), false);
        byte[] data = data(typed).toArray();
        for (int i = 0; i < 3 && data.length > 0; i++) {
            data[random.nextInt(data.length)] = (byte) random.nextInt();
        }
        EventDecoder decoder = new EventDecoder(List.of(event));
        assertThat(decoder.decode(topics(event, typed), Bytes.copyOf(data))).isNotNull();
        assertThat(decoder.decode(topics(event, typed), Bytes.copyOf(noise))).isNotNull();
        assertThat(decoder.decode(List.of(), Bytes.copyOf(noise))).isInstanceOf(EventDecoder.Undecodable.class);
    }

    @Provide
    Arbitrary<byte[]> noise() {
        Arbitrary<Byte> mostlySmall = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(9, Arbitraries.just((byte) 0)), net.jqwik.api.Tuple.of(1, Arbitraries.bytes()));
        return mostlySmall.array(byte[].class).ofMaxSize(320);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void typesSurviveTheirCanonicalText(@ForAll("types") AbiType type) {
        assertThat(AbiType.parse(type.canonical())).isEqualTo(type);
    }

    @Provide
    Arbitrary<AbiType> types() {
        return AbiArbitraries.types();
    }

    private static List<Hash32> topics(EventSchema event, Typed typed) {
        List<Hash32> topics = new ArrayList<>();
        if (!event.anonymous()) topics.add(event.topic0());
        for (int i = 0; i < typed.parameters().size(); i++) {
            Parameter parameter = typed.parameters().get(i);
            if (!parameter.indexed()) continue;
            if (typed.values().get(i) instanceof Hash32 hash) {
                topics.add(hash);
            } else {
                byte[] word = encode(List.of(parameter), List.of(typed.values().get(i)));
                topics.add(Hash32.of(word));
            }
        }
        return topics;
    }

    private static Bytes data(Typed typed) {
        List<Parameter> parameters = new ArrayList<>();
        List<AbiValue> values = new ArrayList<>();
        for (int i = 0; i < typed.parameters().size(); i++) {
            if (typed.parameters().get(i).indexed()) continue;
            parameters.add(typed.parameters().get(i));
            values.add(typed.values().get(i));
        }
        return Bytes.copyOf(encode(parameters, values));
    }

    private static byte[] encode(List<Parameter> parameters, List<AbiValue> values) {
        TupleType<com.esaulpaugh.headlong.abi.Tuple> type = TupleType.parse(AbiType.canonical(parameters));
        byte[] encoded =
                type.encode(Arguments.tuple("test", parameters, values)).array();
        return Arrays.copyOf(encoded, encoded.length);
    }
}
