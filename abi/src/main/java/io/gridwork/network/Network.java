package io.gridwork.network;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.gridwork.abi.Address;
import io.gridwork.rpc.EndpointAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A Gridwork network that commands know by name: one node to ask, the deployment record and the tokens. It is a YAML file:
 *
 * <pre>{@code
 * rpc: http://127.0.0.1:8545
 * deployment: deployments/1337.json     # relative to this file
 * paymentToken: USDT                    # what prices are given in when a command names no token
 * tokens:
 *   USDT: "0x5FbDB2315678afecb367f032d93F642f64180aa3"
 * }</pre>
 *
 * @param file where it was read from
 * @param rpc JSON-RPC of a node, over HTTP
 * @param deployment the deployment record
 * @param paymentToken one of {@code tokens}
 * @param tokens addresses by symbol
 * @param development what only a network on the user's own machine has
 */
public record Network(
        Path file,
        URI rpc,
        Path deployment,
        Optional<String> paymentToken,
        SequencedMap<String, Address> tokens,
        Optional<Development> development) {

    /** Name of the file in the folder of a network of one's own. */
    public static final String FILE = "network.yaml";

    /**
     * What a development network offers beyond a public one. Its people, its inputs and its index are on this machine, so job content
     * on loopback addresses is allowed.
     *
     * @param requesterKey key file of a requester with money
     * @param deployerKey key file of an account with gas, which has no part in Gridwork's own contracts
     * @param clientFolder where commands keep their journals
     * @param inputFolder inputs put here are served under {@code inputUrl}
     * @param inputUrl ends in a slash; the file's name follows
     * @param database the index that the network's own indexer writes
     */
    public record Development(
            Path requesterKey, Path deployerKey, Path clientFolder, Path inputFolder, URI inputUrl, Path database) {}

    public Network {
        file = file.toAbsolutePath();
        // It allows content from this machine's own addresses; somebody else's network must not.
        if (development.isPresent() && !(isLoopback(rpc) && isLoopback(development.get().inputUrl)))
            throw new IllegalArgumentException(
                    "a network with \"development\" runs on this machine, and rpc or inputUrl is on"
                            + " another (" + rpc.getHost() + ", "
                            + development.get().inputUrl.getHost()
                            + "): leave \"development\" out");
        tokens = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tokens));
    }

    /** Where {@code gridwork up} keeps its networks, as the launcher names it. */
    private static final String STATE = "GRIDWORK_STATE";

    /**
     * Finds a network: one of {@code gridwork up} by its name, one of a project by the name of {@code networks/NAME.yaml} in it, or one by
     * the path of its file.
     *
     * <p>Only a network below {@code GRIDWORK_STATE} may have a section "development". It chooses key files, journals and what jobs may
     * fetch, so from somebody else it could have a key sign, or a journal sent again.
     *
     * @param project the folder that relative paths begin at
     * @throws IllegalArgumentException naming where it was looked for, or what is wrong in the file
     */
    public static Network find(String name, Path project, Map<String, String> environment) {
        Optional<Path> own = Optional.ofNullable(environment.get(STATE)).map(state -> Path.of(state, "networks"));
        boolean isPath = name.contains("/") || name.endsWith(".yaml") || name.endsWith(".yml");
        Path inProject = project.resolve(isPath ? name : "networks/" + name + ".yaml");
        Optional<Path> file = own.filter(_ -> !isPath)
                .map(folder -> folder.resolve(name).resolve(FILE))
                .filter(Files::isRegularFile)
                .or(() -> Optional.of(inProject).filter(Files::isRegularFile));
        Network found = read(file.orElseThrow(() -> new IllegalArgumentException("there is no network \"" + name
                + "\": no file " + inProject
                + own.filter(_ -> !isPath)
                        .map(folder -> ", and nothing of that name in " + folder)
                        .orElse("")
                + "; start one with gridwork up, or give the path of its YAML file")));
        if (found.development.isPresent()
                && own.filter(folder -> isBelow(folder.resolveSibling(""), found.file))
                        .isEmpty())
            throw new IllegalArgumentException(
                    "network file " + found.file + " has a section \"development\", which chooses"
                            + " your keys and journals, and gridwork up did not write it: leave the section out");
        return found;
    }

    private static boolean isBelow(Path folder, Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false; // what cannot be found is not trusted
        }
    }

    /** From a file. @throws IllegalArgumentException naming the file, and what in it is missing or wrong */
    public static Network read(Path file) {
        try {
            Content content = MAPPER.readValue(Files.readString(file), Content.class);
            if (content == null) throw new IllegalArgumentException("the file is empty; it needs rpc and deployment");
            return content.network(file.toAbsolutePath());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "cannot read the network file " + file + ": check that you may read it, and that it is UTF-8", e);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(
                    "network file " + file + ": unknown key \""
                            + e.getPropertyName() + "\"; known here are "
                            + String.join(
                                    ", ",
                                    e.getKnownPropertyIds().stream()
                                            .map(Object::toString)
                                            .sorted()
                                            .toList()),
                    e);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "network file " + file + ": " + e.getOriginalMessage() + " (line "
                            + e.getLocation().getLineNr() + ")",
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("network file " + file + ": " + e.getMessage(), e);
        }
    }

    /** Replaces {@link #file} at once. Paths in its folder, and in folders beside that, are written relative to it. */
    public void write() throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(draft, MAPPER.writeValueAsString(Content.of(this)));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * The address that a command's argument stands for.
     *
     * @param token a symbol of {@link #tokens}
     */
    public Optional<Address> token(String token) {
        return Optional.ofNullable(tokens.get(token));
    }

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .changeDefaultPropertyInclusion(
                    always -> always.withValueInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
            .build();

    /** The file as it is written. */
    private record Content(
            @Nullable String rpc,
            @Nullable String deployment,
            @Nullable String paymentToken,
            @Nullable SequencedMap<String, String> tokens,
            @Nullable ContentOfDevelopment development) {

        Network network(Path file) {
            if (rpc == null) throw new IllegalArgumentException("\"rpc\" is missing: the URL of a node");
            if (deployment == null)
                throw new IllegalArgumentException("\"deployment\" is missing: the path of the deployment record");
            SequencedMap<String, Address> addresses = new LinkedHashMap<>();
            if (tokens != null) tokens.forEach((symbol, text) -> addresses.put(symbol, address(symbol, text)));
            if (paymentToken != null && !addresses.containsKey(paymentToken))
                throw new IllegalArgumentException(
                        "\"paymentToken\" is " + paymentToken + ", which \"tokens\" does not list");
            return new Network(
                    file,
                    uri("rpc", rpc),
                    file.resolveSibling(deployment).normalize(),
                    Optional.ofNullable(paymentToken),
                    addresses,
                    Optional.ofNullable(development).map(own -> own.at(file)));
        }

        private static Address address(String symbol, String text) {
            try {
                return Address.parse(text);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("token " + symbol + ": " + e.getMessage(), e);
            }
        }

        static Content of(Network network) {
            SequencedMap<String, String> tokens = new LinkedHashMap<>();
            network.tokens.forEach((symbol, address) -> tokens.put(symbol, address.toString()));
            return new Content(
                    network.rpc.toString(),
                    relative(network.file, network.deployment),
                    network.paymentToken.orElse(null),
                    tokens,
                    network.development
                            .map(own -> ContentOfDevelopment.of(network.file, own))
                            .orElse(null));
        }
    }

    private record ContentOfDevelopment(
            @JsonProperty(required = true) String requesterKey,
            @JsonProperty(required = true) String deployerKey,
            @JsonProperty(required = true) String clientFolder,
            @JsonProperty(required = true) String inputFolder,
            @JsonProperty(required = true) String inputUrl,
            @JsonProperty(required = true) String database) {

        Development at(Path file) {
            return new Development(
                    file.resolveSibling(requesterKey),
                    file.resolveSibling(deployerKey),
                    file.resolveSibling(clientFolder),
                    file.resolveSibling(inputFolder),
                    uri("inputUrl", inputUrl),
                    file.resolveSibling(database));
        }

        static ContentOfDevelopment of(Path file, Development own) {
            return new ContentOfDevelopment(
                    relative(file, own.requesterKey),
                    relative(file, own.deployerKey),
                    relative(file, own.clientFolder),
                    relative(file, own.inputFolder),
                    own.inputUrl.toString(),
                    relative(file, own.database));
        }
    }

    private static URI uri(String key, String text) {
        try {
            URI uri = URI.create(text);
            if (EndpointAddress.host(uri).isPresent()) return uri;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + key + "\" is not a URL: " + EndpointAddress.shown(text), e);
        }
        throw new IllegalArgumentException("\"" + key + "\" is not a URL with a host: " + EndpointAddress.shown(text));
    }

    private static boolean isLoopback(URI uri) {
        return EndpointAddress.host(uri)
                .filter(List.of("127.0.0.1", "localhost", "[::1]")::contains)
                .isPresent();
    }

    private static String relative(Path file, Path other) {
        Path folder = file.normalize().resolveSibling("");
        Path target = other.toAbsolutePath().normalize();
        Path parent = folder.getParent();
        boolean near = target.startsWith(parent == null || parent.getNameCount() == 0 ? folder : parent);
        return (near ? folder.relativize(target) : target).toString();
    }
}
