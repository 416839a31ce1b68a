package io.gridwork.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gridwork.abi.Address;
import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.junit.GridworkChain;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What users pay on a node, by the receipts of whole transactions, beside what forge says in {@code contracts/snapshots/gas.json}. */
@GridworkChain(engine = "anvil")
final class GasOnANodeTest {
    private static final Address TREASURY = Address.parse(TestAccount.ALL.get(8).address());

    @Test
    void receipts_say_what_the_snapshots_say(AnvilChain chain, @TempDir Path folder) {
        Map<String, Long> gas = new TreeMap<>();
        long resolvedByFive;
        try (var live = LiveNetwork.deploy(chain, folder.resolve("five"), TREASURY, 5)) {
            var lives = new GasLives(live, TREASURY, 10);
            gas.put("job_n1_life", lives.jobOfOneSeat());
            gas.put("job_n3_life", lives.jobOfThreeSeats());
            gas.put("heartbeat", lives.heartbeat());
            gas.put("register_and_stake", lives.register(11));
            GasLives.Dispute dispute = lives.dispute(5);
            gas.put("challenge", dispute.challenge());
            gas.put("juror_life", dispute.juror());
            resolvedByFive = dispute.last();
        }
        try (var live = LiveNetwork.deploy(chain, folder.resolve("nine"), TREASURY, 9)) {
            GasLives.Dispute dispute = new GasLives(live, TREASURY, 18).dispute(9);
            gas.put("juror_life_of_nine", dispute.juror());
            gas.put("resolve_per_juror", (dispute.last() - resolvedByFive) / 4);
        }
        JsonNode snapshots = JsonMapper.shared()
                .readTree(Path.of(System.getProperty("gridwork.root"), "contracts/snapshots/gas.json")
                        .toFile());
        // The worlds differ in small things: which slots are empty before, which bytes of a call are zero.
        gas.forEach((key, onNode) -> assertThat(onNode)
                .as("%s; on the node %s", key, gas)
                .isCloseTo(Long.valueOf(snapshots.path(key).asString()), withinPercentage(5)));
    }
}
