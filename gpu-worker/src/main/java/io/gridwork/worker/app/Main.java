package io.gridwork.worker.app;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import io.gridwork.contracts.JobId;
import io.gridwork.network.Network;
import io.gridwork.rpc.EndpointAddress;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** {@code worker}, {@code job}, {@code program}: run jobs and be paid, have jobs run, see what can be run. */
@Command(
        name = "gridwork",
        description = "Runs OpenCL jobs for pay, and has jobs run.",
        subcommands = {WorkerCommand.class, JobCommand.class, ProgramCommand.class},
        mixinStandardHelpOptions = true,
        version = "gridwork 0.1.0-SNAPSHOT")
public final class Main {
    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show where an error comes from.")
    boolean debug;

    @Option(
            names = Settings.CONFIG,
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description =
                    "YAML file with option names as keys; command line and environment (GRIDWORK_…) are stronger.")
    String config = "";

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        System.exit(run(arguments, System.getenv(), out, new PrintWriter(System.err, true, System.err.charset())));
    }

    /** Runs a command and answers its exit code: 0 done, 1 failed with a reason, 2 wrong usage. */
    static int run(String[] arguments, Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine command = commandLine(environment).setOut(out).setErr(err);
        try {
            command.setDefaultValueProvider(Settings.of(arguments, environment, Settings.names(command)));
        } catch (IllegalArgumentException e) {
            return error(command, e, 2);
        }
        return command.execute(arguments);
    }

    /**
     * The whole tree of commands.
     *
     * @param environment says where networks are looked up by name
     */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(new Main())
                .registerConverter(Address.class, parsed(Address::parse))
                .registerConverter(Bytes.class, parsed(Bytes::parse))
                .registerConverter(JobId.class, parsed(JobId::parse))
                .registerConverter(Network.class, parsed(name -> Network.find(name, Path.of(""), environment)))
                .registerConverter(URI.class, parsed(Main::url))
                .registerConverter(Instant.class, parsed(Main::time))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(OptionBounds::execute)
                .setExecutionExceptionHandler(Main::failed)
                .setParameterExceptionHandler(Main::misused);
    }

    /** With the parser's own words in the error, and no class names. */
    private static <T> CommandLine.ITypeConverter<T> parsed(Function<String, T> parser) {
        return text -> {
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("\"" + text + "\" is no time: write it as 2026-12-01T02:00:00Z", e);
        }
    }

    private static URI url(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + EndpointAddress.shown(text) + "\" is not a URL: write it as http://127.0.0.1:8545", e);
        }
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (parsed.originalArgs().contains("--debug")) throw e;
        return error(command, e, 1);
    }

    private static int misused(CommandLine.ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        command.getErr()
                .println("gridwork: error: "
                        + forPeople(EndpointAddress.withoutKeys(Explained.message(e), List.of(arguments))));
        if (e instanceof CommandLine.MissingParameterException missing
                && missing.getMissing().stream().anyMatch(Main::isOfTheNetwork))
            command.getErr()
                    .println("gridwork: --network NAME gives --rpc, --deployment and the tokens; gridwork up starts"
                            + " the network \"dev\"");
        command.getErr()
                .println("gridwork: try: gridwork "
                        + command.getCommandSpec().qualifiedName(" ").replaceFirst("^gridwork ?", "") + " --help");
        return 2;
    }

    /** The parser names Java's types. */
    private static String forPeople(String message) {
        return message.replaceFirst("is not an? (long|int)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    private static boolean isOfTheNetwork(CommandLine.Model.ArgSpec argument) {
        return argument instanceof CommandLine.Model.OptionSpec option
                && List.of("--rpc", "--deployment").contains(option.longestName());
    }

    private static int error(CommandLine command, Exception e, int code) {
        command.getErr().println("gridwork: error: " + Output.harmless(Explained.message(e)));
        return code;
    }
}
