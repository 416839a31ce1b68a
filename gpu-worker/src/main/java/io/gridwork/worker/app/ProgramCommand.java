package io.gridwork.worker.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gridwork program}: what a worker can compute. */
@Command(
        name = "program",
        description = "The built-in programs: what they are, and the proof that they are exact.",
        subcommands = {ProgramListCommand.class, ProgramShowCommand.class, ProgramCertifyCommand.class},
        mixinStandardHelpOptions = true)
public final class ProgramCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what: list, show or certify");
    }
}
