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

/** {@code job accept}: pays without waiting for the challenge window. */
@Command(name = "accept", description = "Take the proposed result and pay now.", mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Override
    public Integer call() throws IOException {
        flags.with((_, requester) -> {
            requester.accept(id);
            return 0;
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("job", id.toString(), "accepted", true), "accepted: " + id);
        return 0;
    }
}
