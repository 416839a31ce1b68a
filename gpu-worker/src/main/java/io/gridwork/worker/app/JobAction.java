package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.request.Requester;
import io.gridwork.worker.request.SignedOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A command that says one thing about one job, which its id names or an order that was signed and not posted. */
abstract sealed class JobAction implements Callable<Integer> {
    private final String done;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    /** @param done what has been done, in a word */
    JobAction(String done) {
        this.done = done;
    }

    /** Does it, and says to which job. */
    abstract JobId act(Requester requester) throws IOException;

    @Override
    public Integer call() throws IOException {
        JobId id = flags.with((_, requester) -> act(requester));
        new Output(spec.commandLine().getOut(), flags.json)
                .say(Map.of("job", id.toString(), done, true), done + ": " + id);
        return 0;
    }

    /** A job on the market. */
    static final class Posted {
        @Parameters(paramLabel = "JOB", description = "The job's id.")
        JobId id = JobId.parse("0x" + "00".repeat(32));
    }

    /** A job that may come to the market. */
    static final class Signed {
        @Parameters(paramLabel = "FILE", description = "What job post --sign-only has written.")
        Path file = Path.of("order.json");

        SignedOrder order() throws IOException {
            return SignedOrder.read(file);
        }
    }

    /** {@code job accept}: pays without waiting for the challenge window. */
    @Command(name = "accept", description = "Take the proposed result and pay now.", mixinStandardHelpOptions = true)
    static final class Accept extends JobAction {
        @Mixin
        Posted job = new Posted();

        Accept() {
            super("accepted");
        }

        @Override
        JobId act(Requester requester) {
            return requester.accept(job.id);
        }
    }

    /** {@code job cancel}: takes back a job that nobody has claimed. */
    @Command(
            name = "cancel",
            description = "Take back a job that no node has claimed.",
            mixinStandardHelpOptions = true)
    static final class Cancel extends JobAction {
        @Mixin
        Posted job = new Posted();

        Cancel() {
            super("cancelled");
        }

        @Override
        JobId act(Requester requester) {
            return requester.cancel(job.id);
        }
    }

    /** {@code job relay}: posts another's job, whose requester then needs no gas. */
    @Command(
            name = "relay",
            description = "Post a signed order. --key pays the gas, the requester's vault balance the job.",
            mixinStandardHelpOptions = true)
    static final class Relay extends JobAction {
        @Mixin
        Signed signed = new Signed();

        Relay() {
            super("posted");
        }

        @Override
        JobId act(Requester requester) throws IOException {
            return requester.relay(signed.order());
        }
    }

    /** {@code job void}: takes a signature back. */
    @Command(
            name = "void",
            description = "Make sure that an order you signed is never posted.",
            mixinStandardHelpOptions = true)
    static final class VoidOrder extends JobAction {
        @Mixin
        Signed signed = new Signed();

        VoidOrder() {
            super("voided");
        }

        @Override
        JobId act(Requester requester) throws IOException {
            return requester.voidOrder(signed.order());
        }
    }
}
