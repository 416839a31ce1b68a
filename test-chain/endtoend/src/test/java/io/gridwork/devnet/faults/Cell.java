package io.gridwork.devnet.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.testchain.faults.FaultPlan;
import io.gridwork.testchain.faults.FaultyNode;
import io.gridwork.testchain.faults.NodeFault;
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
            network.prepare(plan.fault());
            node.play(plan);
            Result result = play(network, task, node, unhealed);
            return node.timesPlayed(plan.fault()) == 0 ? new Result(Ending.NOT_MET, result.said()) : result;
        } finally {
            network.restore(plan.fault());
        }
    }

    private Result play(FaultNetwork network, Task task, FaultyNode node, Duration unhealed) {
        String said;
        try (Command command = task.start(node.url())) {
            Ending ending = Ending.WORKS;
            if (!isOver(task, command, unhealed)) {
                said = command.said();
                Words.requireWaiting(node.url(), said);
                ending = Ending.WAITS;
                heal(network, node);
                assertThat(isOver(task, command, LIMIT))
                        .as("goes on with a node that is well again; " + command.said())
                        .isTrue();
            } else said = command.said();
            if (command.isRunning() || command.succeeded()) {
                task.requireSameEnd(command, foreign(node));
                return new Result(ending, said);
            }
            said = command.said();
            Words.requireRemedy(node.url(), said);
        }
        heal(network, node);
        try (Command again = task.start(node.url())) {
            assertThat(isOver(task, again, LIMIT))
                    .as("typed again; " + again.said())
                    .isTrue();
            assertThat(again.isRunning() || again.succeeded())
                    .as("typed again; " + again.said())
                    .isTrue();
            task.requireSameEnd(again, foreign(node));
        }
        return new Result(Ending.STOPS, said);
    }

    private void heal(FaultNetwork network, FaultyNode node) {
        node.heal();
        network.restore(plan.fault());
    }

    private static int foreign(FaultyNode node) {
        return node.timesPlayed(NodeFault.FOREIGN_TRANSACTION);
    }

    private static boolean isOver(Task task, Command command, Duration limit) {
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(limit)
                    .until(() -> !command.isRunning() || task.isReached());
            return true;
        } catch (ConditionTimeoutException late) {
            return false;
        }
    }
}
