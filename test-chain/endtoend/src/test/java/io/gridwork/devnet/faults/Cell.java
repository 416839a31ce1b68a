package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.FaultPlan;
import io.gridwork.testchain.faults.FaultyNode;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A fault and a user: what happens when the user's command asks a node with that fault. */
record Cell(FaultPlan plan, User user) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** How it ended, with the command's words about it. */
    record Result(Ending ending, String said) {}

    /**
     * Runs the command.
     *
     * @param unhealed how long it may go on without reaching its aim before the node is healed
     * @throws AssertionError if it ends in another way than the table knows, or leaves something half done
     */
    Result play(FaultNetwork network, Path folder, Duration unhealed) {
        Task task = user.task(network, folder);
        try (var node = FaultyNode.before(network.rpc())) {
            node.play(plan);
            Result result = play(task, node, unhealed);
            return node.timesPlayed(plan.fault()) == 0 ? new Result(Ending.NOT_MET, result.said()) : result;
        }
    }

    private static Result play(Task task, FaultyNode node, Duration unhealed) {
        String said;
        try (Command command = task.start(node.url())) {
            Ending ending = Ending.WORKS;
            if (!isOver(task, command, unhealed)) {
                requireEndpoint(node, command.said());
                ending = Ending.WAITS;
                said = command.said();
                node.heal();
                assertThat(isOver(task, command, LIMIT)).as("goes on with a node that is well again; " + command.said()).isTrue();
            } else said = command.said();
            if (command.isRunning() || command.succeeded()) {
                task.requireSameEnd(command);
                return new Result(ending, said);
            }
            requireEndpoint(node, command.said());
            said = command.said();
        }
        node.heal();
        try (Command again = task.start(node.url())) {
            assertThat(isOver(task, again, LIMIT)).as("typed again; " + again.said()).isTrue();
            assertThat(again.isRunning() || again.succeeded()).as("typed again; " + again.said()).isTrue();
            task.requireSameEnd(again);
        }
        return new Result(Ending.STOPS, said);
    }

    private static boolean isOver(Task task, Command command, Duration limit) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(limit)
                    .until(() -> !command.isRunning() || task.isReached());
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }

    private static void requireEndpoint(FaultyNode node, String said) {
        assertThat(said).as("names the endpoint").contains(node.url().getAuthority());
        assertThat(said).doesNotContain("a defect of this program");
    }
}
