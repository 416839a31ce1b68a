package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.worker.sandbox.RunnerConfig;
import io.gridwork.worker.step.Economics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a worker. */
final class RunFlags {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Mixin
    ChainFlags chain = new ChainFlags();

    @Option(
            names = "--operator-key",
            required = true,
            paramLabel = "FILE",
            description = "The node's hot key, mode 0600.")
    Path operatorKey = Path.of("operator.key");

    @Option(names = "--node", paramLabel = "ID", description = "The node (default: the newest with this operator).")
    Optional<Long> node = Optional.empty();

    @Option(
            names = "--device",
            defaultValue = RunnerConfig.AUTO,
            description =
                    "auto (the best OpenCL device), part of an OpenCL device's name, or reference (plain Java, slow)"
                            + DEFAULT)
    String device = RunnerConfig.AUTO;

    @Option(names = "--slots", defaultValue = "1", description = "Jobs at a time, 1 to 64" + DEFAULT)
    int slots;

    @Option(names = "--memory-mib", defaultValue = "1024", description = "Most memory of a job" + DEFAULT)
    long memoryMib;

    @Option(
            names = "--isolation",
            defaultValue = "AUTO",
            description = "Runners behind bubblewrap: ${COMPLETION-CANDIDATES}" + DEFAULT)
    RunnerConfig.Mode isolation = RunnerConfig.Mode.AUTO;

    @Option(names = "--watts", defaultValue = "65", description = "What the machine draws while it works" + DEFAULT)
    double watts;

    @Option(
            names = "--value",
            split = ",",
            paramLabel = "TOKEN=VALUE",
            description =
                    "What one whole token is worth to you, in any unit of account: a payment token's address, \"native\" for gas,"
                            + " \"stake\" for bonds. Jobs paid in a token without a value are refused; what \"native\" is worth must be said.")
    Map<String, Double> values = new LinkedHashMap<>();

    @Option(names = "--tariff", defaultValue = "0.25", description = "Price of a kilowatt-hour, in that unit" + DEFAULT)
    double tariff;

    @Option(
            names = "--capital-rate",
            defaultValue = "0.05",
            description = "Yearly cost of capital locked in bonds" + DEFAULT)
    double capitalRate;

    @Option(
            names = "--win-probability",
            defaultValue = "0.95",
            description = "How often a finished result is paid" + DEFAULT)
    double winProbability;

    @Option(
            names = "--min-profit",
            defaultValue = "0",
            description = "Least expected value of a job, in that unit" + DEFAULT)
    double minProfit;

    @Option(names = "--dry-run", description = "Say what would be claimed, and do nothing.")
    boolean dryRun;

    @Option(
            names = "--unvetted-quorums",
            description =
                    "Take jobs of several seats whose program is not vetted. No jury judges them: their requester can see an"
                            + " honest result and pay nothing.")
    boolean unvettedQuorums;

    @Option(
            names = "--max-bond",
            paramLabel = "TOKENS",
            description =
                    "Highest bond of a seat, in whole stake tokens: what a job can cost you (default: what the network asks for).")
    Optional<String> maxBond = Optional.empty();

    @Option(names = "--max-input-mib", defaultValue = "128", description = "Largest input that is fetched" + DEFAULT)
    long maxInputMib;

    @Option(
            names = "--fetch-mib-per-hour",
            defaultValue = "1024",
            description = "Most that is fetched for jobs in an hour; a quarter of it for one requester" + DEFAULT)
    long fetchMibPerHour;

    @Option(
            names = "--local-content",
            description = "Allow job content from this machine's files and its own networks.")
    boolean localContent;

    @Option(
            names = "--fetch-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Longest fetch of content" + DEFAULT)
    int fetchTimeout;

    @Option(
            names = "--keep-results",
            paramLabel = "TIME",
            defaultValue = "7d",
            converter = Age.class,
            description =
                    "How long results and inputs stay on disk after the last job that needed them, such as 12h or 7d"
                            + DEFAULT)
    Duration keepResults = Duration.ZERO;

    @Option(
            names = "--self-check-units",
            paramLabel = "N",
            defaultValue = "16",
            description = "Jobs of at most that many units are computed again as a whole by the reference" + DEFAULT)
    long selfCheckUnits;

    @Option(
            names = "--http-host",
            defaultValue = "127.0.0.1",
            description = "Where results, /metrics and /health are served" + DEFAULT)
    String httpHost = "127.0.0.1";

    @Option(names = "--http-port", description = "Serve there; 0 takes any free port (default: no server).")
    Optional<Integer> httpPort = Optional.empty();

    @Option(names = "--public-url", description = "Under which others reach the server (default: its own address).")
    Optional<String> publicUrl = Optional.empty();

    @Option(
            names = "--look-back",
            paramLabel = "BLOCKS",
            defaultValue = "5000",
            description = "How far a new worker looks back for open jobs" + DEFAULT)
    long lookBack;

    @Option(
            names = "--challenge",
            description =
                    "Compute a share of others' proposed results anew and challenge those that are wrong, where that promises a"
                            + " gain: a quarter of the job's bond, so it needs --value stake=VALUE. The bond comes from the"
                            + " operator's vault balance of the stake token.")
    boolean challenge;

    @Option(
            names = "--challenge-share",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description = "Of the proposed results, 0 to 1" + DEFAULT)
    double challengeShare;

    @Option(
            names = "--interval-ms",
            paramLabel = "MS",
            defaultValue = "1000",
            description = "Pause between looks at the chain" + DEFAULT)
    long intervalMillis;

    @Option(
            names = "--max-lag",
            paramLabel = "SECONDS",
            defaultValue = "120",
            description = "Nothing is claimed while the newest block is older; 0 trusts any" + DEFAULT)
    long maxLag;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long work goes on after a stop before it is left for the next start" + DEFAULT)
    long grace;

    WorkerConfig config() {
        if (challenge && !values.containsKey("stake"))
            throw new IllegalArgumentException(
                    "--challenge needs --value stake=VALUE: a right challenge earns a quarter of"
                            + " the job's bond, and without a value of the stake token none promises a gain");
        return new WorkerConfig(
                chain.rpc,
                chain.deployment,
                chain.dir,
                operatorKey,
                node.map(OptionalLong::of).orElse(OptionalLong.empty()),
                new RunnerConfig(device, slots, memoryMib << 20, isolation, watts),
                economics(),
                dryRun,
                unvettedQuorums,
                maxBond,
                new WorkerConfig.Content(
                        maxInputMib << 20,
                        fetchMibPerHour << 20,
                        localContent,
                        Duration.ofSeconds(fetchTimeout),
                        keepResults,
                        selfCheckUnits),
                new WorkerConfig.Http(httpHost, httpPort.map(OptionalInt::of).orElse(OptionalInt.empty()), publicUrl),
                lookBack,
                challenge ? challengeShare : 0,
                Duration.ofMillis(intervalMillis),
                Duration.ofSeconds(maxLag),
                Duration.ofSeconds(grace));
    }

    private Economics economics() {
        Map<Address, Double> tokens = new HashMap<>();
        values.forEach((token, value) -> {
            if (!token.equals("native") && !token.equals("stake")) tokens.put(chain.token("--value", token), value);
        });
        if (!tokens.isEmpty() && !values.containsKey("native"))
            throw new IllegalArgumentException(
                    "--value does not say what gas costs: add native=VALUE, the value of one whole native coin (0 where coins are free)");
        double nativeCoin = values.getOrDefault("native", 0.0);
        if (nativeCoin > 0) tokens.put(Address.ZERO, nativeCoin);
        return new Economics(
                tokens,
                nativeCoin,
                values.getOrDefault("stake", 0.0),
                tariff,
                watts,
                capitalRate,
                winProbability,
                minProfit);
    }
}
