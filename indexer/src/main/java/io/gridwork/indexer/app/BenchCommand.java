package io.gridwork.indexer.app;

import picocli.CommandLine.Command;

@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures this machine: how fast it indexes, beside what SQLite and the node alone can do.",
        subcommands = {
            BenchIndexCommand.class,
            BenchVerifyCommand.class,
            BenchFollowCommand.class,
            BenchAnvilCommand.class,
            BenchNodeCommand.class
        })
final class BenchCommand {}
