package io.gridwork.devnet.app;

import io.gridwork.rpc.EndpointAddress;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The program of {@code gridwork demo}, {@code up} and its companions, and {@code chain}. */
@Command(
        name = "gridwork",
        description = "A whole Gridwork network on this machine.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        exitCodeOnExecutionException = 1,
        exitCodeOnInvalidInput = 2,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            NetworkCommands.Status.class,
            NetworkCommands.Logs.class,
            NetworkCommands.Down.class,
            NetworkCommands.Reset.class,
            FaucetCommand.class,
            ChainCommand.class,
            DishonestCommand.class
        })
public final class Main {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        var main = new Main();
        return new CommandLine(main)
                .setExecutionExceptionHandler((error, command, parsed) -> {
                    command.getErr().println("gridwork: error: " + error.getMessage());
                    if (main.debug) error.printStackTrace(command.getErr());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .setParameterExceptionHandler(Main::misused);
    }

    /** The parser repeats arguments that it does not understand, and one may be a URL with a password. */
    private static int misused(CommandLine.ParameterException error, String[] arguments) {
        CommandLine command = error.getCommandLine();
        String message = EndpointAddress.withoutKeys(String.valueOf(error.getMessage()), List.of(arguments));
        command.getErr().println("gridwork: error: " + message);
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(error, command.getErr()))
            command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
