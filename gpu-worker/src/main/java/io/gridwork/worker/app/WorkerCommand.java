package io.gridwork.worker.app;

import picocli.CommandLine.Command;

/** The commands of those who lend their device. */
@Command(
        name = "worker",
        description = "Run jobs on this machine and be paid.",
        subcommands = {
            RunCommand.class,
            DoctorCommand.class,
            RegisterCommand.class,
            StakeCommand.class,
            SetAllowanceCommand.class,
            UnbondCommand.class,
            DepositCommand.class,
            WithdrawCommand.class,
            MaintenanceCommand.class,
            DrainCommand.class,
            NodeStatusCommand.class,
            JobsCommand.class,
            KeysCommand.class,
            TxCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class WorkerCommand {}
