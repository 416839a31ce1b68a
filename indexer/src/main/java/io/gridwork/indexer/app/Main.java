package io.gridwork.indexer.app;

import io.gridwork.rpc.EndpointAddress;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands for analysts. */
@Command(
        name = "gridwork",
        description = "Mirrors the events of any contract into one SQLite file, and reads it.",
        mixinStandardHelpOptions = true,
        version = "gridwork 0.1.0",
        subcommands = {
            IndexCommand.class,
            QueryCommand.class,
            SchemaCommand.class,
            VerifyCommand.class,
            DropCommand.class,
            BenchCommand.class,
            HelpCommand.class
        })
public final class Main {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of an error, and more in the log.")
    boolean debug;

    @Option(
            names = LogFormat.FLAG,
            scope = ScopeType.INHERIT,
            description =
                    "${COMPLETION-CANDIDATES}: how log lines and progress are written to standard error. Default: text."
                            + " Environment: GRIDWORK_LOG_FORMAT.")
    LogFormat logFormat = LogFormat.text;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** 0: done; 1: failed, the reason is printed; 2: wrong usage. */
    static int run(String... arguments) {
        LogFormat.choose(List.of(arguments), System.getenv());
        return commands().execute(arguments);
    }

    static CommandLine commands() {
        Main main = new Main();
        CommandLine commands = new CommandLine(main);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.setExecutionExceptionHandler((failure, command, _) -> {
            command.getErr().println("gridwork: error: " + Failures.describe(failure));
            if (main.debug) failure.printStackTrace(command.getErr());
            return CommandLine.ExitCode.SOFTWARE;
        });
        commands.setParameterExceptionHandler((failure, arguments) -> {
            CommandLine command = failure.getCommandLine();
            command.getErr()
                    .println("gridwork: error: "
                            + EndpointAddress.withoutKeys(String.valueOf(failure.getMessage()), List.of(arguments)));
            command.getErr().println("Try 'gridwork " + command.getCommandName() + " --help'.");
            return CommandLine.ExitCode.USAGE;
        });
        return commands;
    }
}
