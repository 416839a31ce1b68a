package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code job cancel}: takes back a job that nobody has claimed. */
@Command(name = "cancel", description = "Take back a job that no node has claimed.", mixinStandardHelpOptions = true)
final class CancelCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Override
    public Integer call() throws IOException {
        flags.with((_, requester) -> {
            requester.cancel(id);
            return 0;
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("job", id.toString(), "cancelled", true), "cancelled: " + id);
        return 0;
    }
}
