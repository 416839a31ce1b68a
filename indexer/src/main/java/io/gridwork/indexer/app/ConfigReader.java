package io.gridwork.indexer.app;

import io.gridwork.chain.ChainClient;
import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.event.KeepRaw;
import io.gridwork.indexer.event.Refusal;
import io.gridwork.indexer.event.Verification;
import io.gridwork.indexer.event.View;
import io.gridwork.network.Deployment;
import io.gridwork.network.Network;
import io.gridwork.rpc.EndpointAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Flags, environment and YAML file, in that order of strength, into one {@link IndexerConfig}. */
final class ConfigReader {
    static final int DEFAULT_CONCURRENCY = 16;
    static final int DEFAULT_POLL_MILLIS = 500;
    private static final int LARGEST_PORT = 65_535;
    private static final int LONGEST_POLL_MILLIS = 3_600_000;
    private static final int MOST_CONCURRENT = 64;
    private static final int MOST_RPS = 100_000;

    private final IndexOptions flags;
    private final Map<String, String> environment;
    private final @Nullable Network network;
    private final ConfigPlaces places;
    private final ConfigFile file;
    /** Where {@code file} stands: empty, or such as {@code chains[1].}. */
    private final String prefix;

    ConfigReader(IndexOptions flags, Map<String, String> environment) {
        this(
                flags,
                environment,
                flags.config == null ? ConfigFile.Read.NOTHING : ConfigFile.read(flags.config, environment));
    }

    private ConfigReader(IndexOptions flags, Map<String, String> environment, ConfigFile.Read read) {
        this(flags, environment, read.places(), read.file(), "");
    }

    private ConfigReader(
            IndexOptions flags, Map<String, String> environment, ConfigPlaces places, ConfigFile file, String prefix) {
        this.flags = flags;
        this.environment = environment;
        String name = first(flags.network, environment.get("GRIDWORK_NETWORK"));
        this.network = name == null ? null : DatabaseFlags.network(name, environment);
        this.places = places;
        this.file = file;
        this.prefix = prefix;
    }

    /** Each chain of the configuration: of the list {@code chains}, or the one that there is without it. */
    List<IndexerConfig> readAll() {
        if (file.chains() == null) return List.of(read());
        requireNothingBesideChains();
        List<IndexerConfig> chains = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        for (int i = 0; i < file.chains().size(); i++) {
            String place = "chains[" + i + "]";
            IndexerConfig chain = readChain(file.chains().get(i), place);
            Integer other = names.putIfAbsent(chain.name(), i);
            if (other != null) {
                throw new Refusal(places.at(place + ".db") + ": chains[" + other + "] has a database of the name "
                        + chain.name() + " too; give each chain a file of its own, with a name of its own");
            }
            chains.add(chain);
        }
        if (chains.isEmpty()) throw new Refusal(places.at("chains") + ": there is no chain in the list; add one");
        return chains;
    }

    private IndexerConfig readChain(ConfigFile chain, String place) {
        if (chain.chains() != null || chain.httpPort() != null) {
            throw new Refusal(places.at(place + (chain.chains() != null ? ".chains" : ".httpPort"))
                    + ": this key stands above the chains; move it there");
        }
        try {
            return new ConfigReader(flags, Map.of(), places, chain.within(file), place + ".").read();
        } catch (Refusal refusal) {
            String reason = String.valueOf(refusal.getMessage());
            throw reason.contains(place) ? refusal : new Refusal(places.at(place) + ": " + reason, refusal);
        }
    }

    private void requireNothingBesideChains() {
        if (flags.rpc != null || flags.db != null || flags.abi != null || flags.deployment != null) {
            throw new Refusal("--rpc, --db, --abi and --deployment are of one chain, and " + flags.config
                    + " lists several; put them into its chains");
        }
        Map<String, Boolean> misplaced = Map.of(
                "rpc", file.rpc() != null,
                "db", file.db() != null,
                "contracts", file.contracts() != null,
                "deployment", file.deployment() != null,
                "preset", file.preset() != null,
                "toBlock", file.toBlock() != null);
        misplaced.forEach((key, there) -> {
            if (there)
                throw new Refusal(places.at(key) + ": this key is of one chain; move it into the list \"chains\"");
        });
    }

    /** The only chain. */
    IndexerConfig read() {
        Deployment deployment = deployment();
        List<ContractConfig> contracts = new ArrayList<>();
        List<View> views = List.of();
        if (deployment != null) {
            contracts.addAll(GridworkPreset.contracts(deployment));
            views = GridworkPreset.views();
        }
        contracts.addAll(contractOfFlags());
        contracts.addAll(new ConfigContracts(places, folder()).read(file.contracts(), prefix + "contracts"));
        requireContracts(contracts);
        requireBlocks(contracts, first(flags.toBlock, file.toBlock()));
        return new IndexerConfig(
                rpc(),
                db(),
                contracts,
                views,
                deployment == null
                        ? null
                        : new ChainIdentity(
                                deployment.chainId(), deployment.genesisHash().orElse(null)),
                first(flags.toBlock, file.toBlock()),
                number(
                        "concurrency",
                        first(flags.concurrency, file.concurrency()),
                        DEFAULT_CONCURRENCY,
                        1,
                        MOST_CONCURRENT),
                maxRps(),
                Duration.ofMillis(number(
                        "poll-millis",
                        first(flags.pollMillis, file.pollMillis()),
                        DEFAULT_POLL_MILLIS,
                        1,
                        LONGEST_POLL_MILLIS)),
                number("http-port", first(flags.httpPort, file.httpPort()), 0, 0, LARGEST_PORT),
                Objects.requireNonNullElse(first(flags.keepRaw, file.keepRaw()), KeepRaw.NONE),
                Objects.requireNonNullElse(first(flags.verify, file.verify()), Verification.BLOOM));
    }

    private static <T> @Nullable T first(@Nullable T stronger, @Nullable T weaker) {
        return stronger != null ? stronger : weaker;
    }

    private static int number(String name, @Nullable Integer given, int otherwise, int least, int most) {
        int value = given == null ? otherwise : given;
        if (value >= least && value <= most) return value;
        throw new Refusal("--" + name + " " + value + " is out of bounds; give " + least + " to " + most);
    }

    private @Nullable Integer maxRps() {
        Integer given = first(flags.maxRps, file.maxRps());
        return given == null ? null : number("max-rps", given, given, 1, MOST_RPS);
    }

    /** A path in the file is relative to its folder. */
    private @Nullable Path inFile(@Nullable String path) {
        if (path == null) return null;
        return flags.config == null ? Path.of(path) : flags.config.resolveSibling(path);
    }

    private Path folder() {
        Path parent =
                flags.config == null ? null : flags.config.toAbsolutePath().getParent();
        return parent == null ? Path.of("") : parent;
    }

    Path db() {
        Path inFile = inFile(file.db());
        String stronger = first(flags.db, environment.get("GRIDWORK_DB"));
        Path db = stronger == null ? inFile : Path.of(stronger);
        if (db == null) throw new Refusal("no database is named; give --db FILE");
        return db;
    }

    List<URI> rpc() {
        String variable = environment.get("GRIDWORK_RPC");
        List<String> urls = flags.rpc;
        if (urls == null && variable != null) urls = List.of(variable.split(",", -1));
        if (urls == null && network != null) urls = List.of(network.rpc().toString());
        if (urls == null) urls = file.rpc();
        if (urls == null || urls.isEmpty()) {
            throw new Refusal(
                    "no node is named; give --rpc URL, such as --rpc http://127.0.0.1:8545, or --network NAME");
        }
        return urls.stream().map(String::strip).map(ConfigReader::url).toList();
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            ChainClient.name(url);
            return url;
        } catch (IllegalArgumentException e) {
            throw new Refusal("--rpc: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new Refusal("--rpc \"" + EndpointAddress.shown(text) + "\" is not a URL: " + e.getReason()
                    + "; give one such as http://127.0.0.1:8545"); // no cause: it would show the key
        }
    }

    // ---- contracts

    private @Nullable Deployment deployment() {
        Path path = first(flags.deployment, inFile(file.deployment()));
        String preset = first(flags.preset, file.preset());
        if (network != null && flags.abi == null && file.contracts() == null) {
            path = first(path, network.deployment());
            preset = first(preset, GridworkPreset.NAME);
        }
        if (preset != null && !preset.equals(GridworkPreset.NAME)) {
            throw new Refusal("there is no preset \"" + preset + "\"; give --preset " + GridworkPreset.NAME);
        }
        if (path == null && preset == null) return null;
        if (path == null)
            throw new Refusal("--preset gridwork needs --deployment FILE, the record that the deployment wrote");
        if (preset == null)
            throw new Refusal("--deployment " + path
                    + " says where contracts are, not what to make of them; add --preset gridwork");
        try {
            return Deployment.read(path);
        } catch (IOException e) {
            throw new Refusal(
                    "cannot read the deployment record " + path + " (" + e
                            + "); give the file that the deployment wrote",
                    e);
        } catch (IllegalArgumentException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
    }

    private List<ContractConfig> contractOfFlags() {
        if (flags.abi == null) {
            if (flags.address == null && flags.name == null && flags.fromBlock == null && flags.event == null)
                return List.of();
            throw new Refusal("--address, --name, --event and --from-block belong to a contract; add its --abi FILE");
        }
        String name = first(flags.name, flags.abi.size() == 1 ? AbiFiles.name(flags.abi.getFirst()) : null);
        if (name == null) throw new Refusal("the contract needs a name, for its tables; give --name NAME");
        return List.of(new ContractConfig(
                name,
                ConfigContracts.chosen(ConfigContracts.abi(flags.abi, Path.of(""), "--abi"), flags.event, "--event"),
                ConfigContracts.addresses(flags.address, "--address"),
                block("--from-block", flags.fromBlock)));
    }

    private static long block(String place, @Nullable Long given) {
        if (given == null) return 0;
        if (given < 0) throw new Refusal(place + ": the first block is " + given + "; give 0 or more");
        return given;
    }

    private static void requireBlocks(List<ContractConfig> contracts, @Nullable Long to) {
        long from =
                contracts.stream().mapToLong(ContractConfig::fromBlock).min().orElseThrow();
        if (to != null && from > to) {
            throw new Refusal("the first block wanted is " + from + ", and the last, --to-block, is " + to
                    + ": nothing lies between them; give a lower --from-block, or a higher --to-block");
        }
    }

    private static void requireContracts(List<ContractConfig> contracts) {
        if (contracts.isEmpty()) {
            throw new Refusal(
                    "no contract is named; give --abi FILE and --address 0x…, or --config FILE, or --deployment FILE with --preset gridwork");
        }
        Set<String> names = new HashSet<>();
        for (ContractConfig contract : contracts) {
            if (!names.add(contract.name())) {
                throw new Refusal("two contracts have the name " + contract.name()
                        + "; give them names of their own, or one entry with both addresses");
            }
        }
    }
}
