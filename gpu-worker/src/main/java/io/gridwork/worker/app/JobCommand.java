package io.gridwork.worker.app;

import picocli.CommandLine.Command;

/** The commands of those who have jobs run. */
@Command(
        name = "job",
        description = "Have jobs run.",
        subcommands = {
            PostCommand.class,
            LocalRunCommand.class,
            DepositCommand.class,
            JobStatusCommand.class,
            FetchCommand.class,
            JobAction.Accept.class,
            JobAction.Cancel.class,
            PokeCommand.class,
            ChallengeCommand.class,
            JobAction.Relay.class,
            JobAction.VoidOrder.class,
            TxCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class JobCommand {}
