package io.gridwork.toolkit.deploy;

import io.gridwork.abi.Address;
import io.gridwork.network.Network;
import io.gridwork.rpc.EndpointAddress;
import io.gridwork.toolkit.ToolkitException;
import io.gridwork.toolkit.plan.NetworkSection;
import io.gridwork.toolkit.plan.Value;
import io.gridwork.toolkit.value.ArgumentReader;
import io.gridwork.toolkit.value.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/** The file {@code networks/<name>.yaml} beside the folder of the records. Everybody may read it. */
final class NetworkFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

    /** What providers give as a key. Words of a path, such as "v2", are shorter; names of chains have no digit. */
    private static final Pattern KEY = Pattern.compile("(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{20,}");

    private static final String REMEDY = "; give a public URL such as https://rpc.example.org";

    private NetworkFile() {}

    /**
     * Reads the section with its placeholders replaced.
     *
     * @return empty where the URL is a parameter that nobody has given
     * @throws ToolkitException naming the line that is wrong
     */
    static Optional<Network> of(NetworkSection section, Scope scope, Path record) {
        if (scope.isOpen(section.rpc())) return Optional.empty();
        Value name = scope.expand(section.name());
        if (!NAME.matcher(name.toString()).matches())
            throw section.name()
                    .place()
                    .error("\"" + name + "\" is no name of a network; use letters, digits, _ and -, a letter first");
        URI rpc = url(scope.expand(section.rpc()));
        ArgumentReader reader = new ArgumentReader(scope, _ -> {
            throw section.place().error("a token is an address, not a call");
        });
        SequencedMap<String, Address> tokens = new LinkedHashMap<>();
        section.tokens().forEach((symbol, value) -> tokens.put(symbol, reader.address("token " + symbol, value)));
        Path file = record.toAbsolutePath()
                .resolveSibling("../networks/" + name + ".yaml")
                .normalize();
        return Optional.of(
                new Network(file, rpc, record, Optional.ofNullable(section.paymentToken()), tokens, Optional.empty()));
    }

    private static URI url(Value value) {
        String text = value.toString();
        String shown = "\"rpc\" is " + EndpointAddress.shown(text);
        try {
            URI uri = new URI(text);
            boolean usable = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!usable || EndpointAddress.host(uri).isEmpty())
                throw value.place().error(shown + ", which is no http or https URL with a host" + REMEDY);
            String rest = uri.getRawPath() + " " + uri.getRawQuery();
            if (String.valueOf(uri.getRawAuthority()).contains("@")
                    || KEY.matcher(rest).find())
                throw value.place()
                        .error(shown + " with a user or a key. Everybody may read the network file" + REMEDY);
            return uri;
        } catch (URISyntaxException malformed) {
            throw value.place().error(shown + ", which is no URL" + REMEDY, malformed);
        }
    }

    static void write(Network network) {
        try {
            network.write();
        } catch (IOException failure) {
            throw new ToolkitException(
                    "all contracts are deployed, and the network file " + network.file() + " cannot be written: "
                            + failure + "; make its folder writable and apply again",
                    failure);
        }
    }
}
