package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.contracts.JobState;
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
    private final JobState after;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    /**
     * A command.
     *
     * @param done what has been done, in a word
     * @param after how the job is then
     */
    JobAction(String done, JobState after) {
        this.done = done;
        this.after = after;
    }

    abstract JobId id() throws IOException;

    /** Does it. @return false where it was done before */
    abstract boolean act(Requester requester) throws IOException;

    @Override
    public Integer call() throws IOException {
        JobId id = id();
        boolean acted = flags.with((_, requester) -> act(requester));
        new Output(spec.commandLine().getOut(), flags.json)
                .say(
                        Map.of("job", id.toString(), done, acted),
                        acted ? done + ": " + id : "nothing to do: job " + id + " is already " + after.words());
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
            super("accepted", JobState.COMPLETED);
        }

        @Override
        JobId id() {
            return job.id;
        }

        @Override
        boolean act(Requester requester) {
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
            super("cancelled", JobState.CANCELLED);
        }

        @Override
        JobId id() {
            return job.id;
        }

        @Override
        boolean act(Requester requester) {
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
            super("posted", JobState.OPEN);
        }

        @Override
        JobId id() throws IOException {
            return signed.order().id();
        }

        @Override
        boolean act(Requester requester) throws IOException {
            requester.relay(signed.order());
            return true;
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
            super("voided", JobState.CANCELLED);
        }

        @Override
        JobId id() throws IOException {
            return signed.order().id();
        }

        @Override
        boolean act(Requester requester) throws IOException {
            return requester.voidOrder(signed.order());
        }
    }
}
