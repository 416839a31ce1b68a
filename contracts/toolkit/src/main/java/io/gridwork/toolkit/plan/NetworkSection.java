package io.gridwork.toolkit.plan;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The network file that an apply writes, by which commands find the network. Values may have placeholders.
 *
 * @param name of the network and of its file
 * @param rpc public URL of a node
 * @param paymentToken one of {@code tokens}, in which prices are given when a command names no token
 * @param tokens addresses by symbol
 */
public record NetworkSection(
        Value name, Value rpc, @Nullable String paymentToken, SequencedMap<String, Value> tokens, Place place) {

    static NetworkSection read(Value value) {
        Fields fields = new Fields("\"network\"", value);
        Value name = fields.required("name");
        Value rpc = fields.required("rpc");
        @Nullable Value paymentToken = fields.optional("paymentToken");
        SequencedMap<String, Value> tokens = fields.map("tokens");
        fields.end();
        for (Value part : List.of(name, rpc)) {
            if (!(part instanceof Value.Text)) throw part.place().error("\"" + part + "\" is no text; give one");
        }
        tokens.forEach((symbol, address) -> {
            if (address instanceof Value.Nothing)
                throw address.place().error("token " + symbol + " has no address; give one, or leave the token out");
        });
        if (paymentToken != null && !tokens.containsKey(paymentToken.toString()))
            throw paymentToken
                    .place()
                    .error("\"paymentToken\" is " + paymentToken + ", which \"tokens\" does not list; it lists "
                            + tokens.keySet() + ": add its address there, or name one of these");
        return new NetworkSection(
                name, rpc, paymentToken == null ? null : paymentToken.toString(), tokens, value.place());
    }
}
