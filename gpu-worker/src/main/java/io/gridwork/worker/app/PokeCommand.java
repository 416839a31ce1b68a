package io.gridwork.worker.app;

import io.gridwork.contracts.JobId;
import io.gridwork.worker.market.Standing;
import io.gridwork.worker.request.Requester;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code job poke}: ends an overdue state, which a running worker does only for jobs of its own. */
@Command(
        name = "poke",
        description = {
            "Move a job on whose deadline has passed: what is due is then paid or refunded.",
            "Anyone may, and --key pays the gas. Workers do it for the jobs that they have claimed."
        },
        mixinStandardHelpOptions = true)
final class PokeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    RequesterFlags flags = new RequesterFlags();

    @Parameters(paramLabel = "JOB", description = "The job's id.")
    JobId id = JobId.parse("0x" + "00".repeat(32));

    @Override
    public Integer call() throws IOException {
        Requester.Moved moved = flags.with((_, requester) -> requester.poke(id));
        Standing before = moved.before();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("job", id.toString());
        facts.put("poked", before.isDue());
        facts.put("before", before.state().name());
        facts.put("state", moved.after().state().name());
        facts.put("deadline", moved.after().deadline().toString());
        new Output(spec.commandLine().getOut(), flags.json).say(facts, text(moved));
        return 0;
    }

    private String text(Requester.Moved moved) {
        Standing before = moved.before();
        if (before.isDue())
            return "job " + id + " was: " + before.words() + ". Now it is: "
                    + moved.after().words();
        if (before.state().isTerminal()) return "nothing to do: job " + id + " is already " + before.words();
        return "nothing to do yet: job " + id + " may stay as it is until " + before.deadline() + ": " + before.words()
                + ". The chain's newest block is of " + before.now();
    }
}
