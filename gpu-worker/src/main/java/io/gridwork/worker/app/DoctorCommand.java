package io.gridwork.worker.app;

import io.gridwork.transactions.Signer;
import io.gridwork.worker.journal.Journal;
import io.gridwork.worker.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code worker doctor}: checks everything that a worker needs, and says the remedy for what is wrong. */
@Command(
        name = "doctor",
        description = {
            "Check everything that a worker with these options needs.",
            "Each line is ok, a warning (some jobs cannot be taken) or a failure (no job can be taken). Exit 1 on a failure."
        },
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final long LOW_DISK = 1L << 30;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RunFlags flags = new RunFlags();

    @Option(names = "--json", description = "One JSON object for each check, and one for the summary.")
    boolean json;

    private final List<Finding> findings = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        WorkerConfig config = flags.config();
        add(disk(config.dir()));
        add(quarantine(config.dir().resolve("journal.db")));
        DeviceDoctor.examine(config.runner()).forEach(this::add);
        Optional<Signer> signer = signer(config);
        new ChainDoctor(config, InstantSource.system(), this::add).examine(flags.chain, signer);
        add(prices(config));
        add(results(config));
        Finding summary = Finding.summary(findings);
        say(summary);
        return summary.level() == Finding.Level.FAILURE ? 1 : 0;
    }

    private static Finding disk(Path dir) {
        try {
            Files.createDirectories(dir);
            if (!Files.isWritable(dir))
                return Finding.failure("disk", "no permission to write to " + dir, "name another folder with --dir");
            long free = Files.getFileStore(dir).getUsableSpace();
            String text = (free >> 20) + " MiB free at " + dir.toAbsolutePath();
            return free < LOW_DISK
                    ? Finding.warning("disk", text, "make room, or name another folder with --dir")
                    : Finding.ok("disk", text);
        } catch (IOException e) {
            return Finding.failure(
                    "disk", dir + " cannot be used: " + Explained.message(e), "name another folder with --dir");
        }
    }

    private static Finding quarantine(Path file) {
        if (!Files.isReadable(file)) return Finding.ok("quarantine", "no worker has run with this --dir yet");
        try (Journal journal = SqliteJournal.open(file)) {
            Map<String, String> devices = journal.quarantined();
            return devices.isEmpty()
                    ? Finding.ok("quarantine", "no device has failed a self-check")
                    : Finding.failure(
                            "quarantine",
                            "a device has failed a self-check: " + devices,
                            "find out why, then gridwork worker run --clear-quarantine");
        }
    }

    private Optional<Signer> signer(WorkerConfig config) {
        try {
            Signer signer = flags.chain.signer(config.operatorKey());
            add(Finding.ok("key", "operator " + signer.address()));
            return Optional.of(signer);
        } catch (IOException | IllegalArgumentException e) {
            add(Finding.failure(
                    "key",
                    "the operator's key " + config.operatorKey() + " cannot be read: " + Explained.message(e),
                    "name its file with --operator-key, or make one: gridwork worker keys new FILE"));
            return Optional.empty();
        }
    }

    private static Finding prices(WorkerConfig config) {
        int tokens = config.economics().tokens().size();
        return tokens == 0
                ? Finding.failure(
                        "prices",
                        "no payment token has a value, so every job is refused",
                        "say what a token is worth to you: --value 0xTOKEN=1,native=3000")
                : Finding.ok("prices", tokens + (tokens == 1 ? " token has a value" : " tokens have a value"));
    }

    private static Finding results(WorkerConfig config) {
        return config.http().port().isEmpty()
                ? Finding.warning(
                        "results",
                        "nobody can fetch results longer than 1 KiB from this worker",
                        "serve them: --http-port 9400")
                : Finding.ok(
                        "results",
                        "served at --http-port " + config.http().port().getAsInt());
    }

    private void add(Finding finding) {
        findings.add(finding);
        say(finding);
    }

    private void say(Finding finding) {
        String remedy = finding.remedy().isEmpty() ? "" : "\n" + " ".repeat(9) + "remedy: " + finding.remedy();
        new Output(spec.commandLine().getOut(), json)
                .say(
                        Map.of(
                                "check",
                                finding.check(),
                                "level",
                                finding.level().label(),
                                "finding",
                                finding.text(),
                                "remedy",
                                finding.remedy()),
                        String.format(
                                "%-9s%s: %s%s", finding.level().label(), finding.check(), finding.text(), remedy));
    }
}
