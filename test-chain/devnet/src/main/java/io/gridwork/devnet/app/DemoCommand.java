package io.gridwork.devnet.app;

import io.gridwork.devnet.demo.Demo;
import io.gridwork.devnet.demo.Report;
import io.gridwork.devnet.network.ComputeDevice;
import io.gridwork.devnet.network.DevnetException;
import io.gridwork.devnet.network.DevnetFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A whole network on this machine. */
@Command(
        name = "demo",
        description = {
            "A whole network on this machine: a chain, the contracts, three workers, a dishonest node and the indexer, each a process of"
                    + " its own; jobs posted, computed, checked and paid; a lie challenged and overturned by a jury; and the proof,"
                    + " by SQL, that the money adds up.",
            "Nothing of it stays when it ends, but the files in --dir."
        })
final class DemoCommand implements Callable<Integer> {

    private static final int MOST_JOBS = 1_000;

    @Mixin
    private EngineFlags engine = new EngineFlags();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where everything is kept; emptied first (default: .gridwork/demo).")
    private @Nullable Path dir;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many jobs, beside the one about which a node lies (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Option(
            names = "--json",
            description = "Print the result as JSON on standard output, and progress on standard error.")
    private boolean json;

    @Mixin
    private DeviceFlags device = new DeviceFlags();

    @Option(names = "--keep-running", description = "Leave the network up until Ctrl-C.")
    private boolean keepRunning;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (jobs < 1 || jobs > MOST_JOBS)
            throw new ParameterException(
                    spec.commandLine(), "--jobs " + jobs + " is out of bounds; give 1 to " + MOST_JOBS);
        var progress = new ProgressLines(
                json ? spec.commandLine().getErr() : spec.commandLine().getOut());
        var selection = engine.selection();
        progress.accept(selection.reason());
        var opened = ComputeDevice.open(device.device().orElse(ComputeDevice.BEST));
        progress.accept("device: " + opened.description());
        try (var folder = DevnetFolder.claim(dir == null ? DefaultFolder.of("demo") : dir)) {
            Demo.run(
                    folder,
                    selection.engine(),
                    engine.options(),
                    opened,
                    jobs,
                    progress,
                    report -> show(report, progress));
        }
        return 0;
    }

    private void show(Report report, ProgressLines progress) {
        var out = spec.commandLine().getOut();
        out.print(
                json ? ReportPrinter.json(report, progress.seconds()) : ReportPrinter.text(report, progress.seconds()));
        out.flush();
        if (keepRunning) stayUp(report, progress);
    }

    private static void stayUp(Report report, ProgressLines progress) {
        for (String line : ReportPrinter.invitation(report)) progress.accept(line);
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevnetException("interrupted", e);
        }
    }
}
