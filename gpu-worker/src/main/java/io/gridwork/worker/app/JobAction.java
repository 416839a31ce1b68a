package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.request.Requester;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command by which a requester says one thing about one job. */
abstract sealed class JobAction implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    abstract void act(Requester requester);

    /** What has been done, in a word. */
    abstract String done();

    @Override
    public Integer call() throws IOException {
        flags.with((_, requester) -> {
            act(requester);
            return 0;
        });
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("job", id.toString(), done(), true), done() + ": " + id);
        return 0;
    }

    /** {@code job accept}: pays without waiting for the challenge window. */
    @Command(name = "accept", description = "Take the proposed result and pay now.", mixinStandardHelpOptions = true)
    static final class Accept extends JobAction {
        @Override
        void act(Requester requester) {
            requester.accept(id);
        }

        @Override
        String done() {
            return "accepted";
        }
    }

    /** {@code job cancel}: takes back a job that nobody has claimed. */
    @Command(
            name = "cancel",
            description = "Take back a job that no node has claimed.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends JobAction {
        @Override
        void act(Requester requester) {
            requester.cancel(id);
        }

        @Override
        String done() {
            return "cancelled";
        }
    }
}
