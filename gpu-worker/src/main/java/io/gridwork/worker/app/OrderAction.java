package io.gridwork.worker.app;

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

/** A command about an order that was signed and not posted. */
abstract sealed class OrderAction implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Parameters(paramLabel = "FILE", description = "What job post --sign-only has written.")
    Path file = Path.of("order.json");

    abstract void act(Requester requester, SignedOrder order);

    /** What has been done, in a word. */
    abstract String done();

    @Override
    public Integer call() throws IOException {
        SignedOrder order = SignedOrder.read(file);
        flags.with((_, requester) -> {
            act(requester, order);
            return 0;
        });
        String id = order.id().toString();
        new Output(spec.commandLine().getOut(), flags.json).say(Map.of("job", id, done(), true), done() + ": " + id);
        return 0;
    }

    /** {@code job relay}: posts another's job, whose requester then needs no gas. */
    @Command(
            name = "relay",
            description = "Post a signed order. --key pays the gas, the requester's vault balance the job.",
            mixinStandardHelpOptions = true)
    static final class Relay extends OrderAction {
        @Override
        void act(Requester requester, SignedOrder order) {
            requester.relay(order);
        }

        @Override
        String done() {
            return "posted";
        }
    }

    /** {@code job void}: takes a signature back. */
    @Command(
            name = "void",
            description = "Make sure that an order you signed is never posted.",
            mixinStandardHelpOptions = true)
    static final class VoidOrder extends OrderAction {
        @Override
        void act(Requester requester, SignedOrder order) {
            requester.voidOrder(order);
        }

        @Override
        String done() {
            return "voided";
        }
    }
}
