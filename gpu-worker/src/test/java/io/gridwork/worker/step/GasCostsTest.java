package io.gridwork.worker.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The estimates follow the contracts: when this fails, take the new figures over into {@link GasCosts}. */
class GasCostsTest {
    private static final Path MEASURED = Path.of("../contracts/snapshots/gas.json");

    private JsonNode gas;

    @BeforeEach
    void read() throws IOException {
        gas = JsonMapper.shared().readTree(Files.readString(MEASURED));
    }

    private long of(String key) {
        return Long.parseLong(gas.required(key).asString());
    }

    @Test
    void areWithinThreePerCentOfWhatWasMeasured() {
        assertThat(GasCosts.SEAT_ALONE).isCloseTo(of("job_n1_life") - of("post"), withinPercentage(3));
        assertThat(GasCosts.SEAT_IN_QUORUM).isCloseTo((of("job_n3_life") - of("post_n3")) / 3, withinPercentage(3));
        assertThat(GasCosts.CHALLENGE).isCloseTo(of("challenge") + of("open_vote"), withinPercentage(3));
    }
}
