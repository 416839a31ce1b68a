package io.gridwork.worker.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.abi.Address;
import io.gridwork.abi.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadBudgetTest {
    private static final Address ANN = Address.parse("0x00000000000000000000000000000000000000aa");
    private static final Address BEN = Address.parse("0x00000000000000000000000000000000000000bb");

    @TempDir
    Path folder;

    private Instant now = Instant.EPOCH;
    private final DownloadBudget budget = new DownloadBudget(() -> now, 4_000, 20);
    private final Downloads downloads = new Downloads(new ContentFetcher(Duration.ofSeconds(5), true), budget);

    @Test
    void aRequesterGetsAQuarterOfTheBytesAndNotOfAnothers() throws Exception {
        fetch(ANN, 900);
        assertThatThrownBy(() -> fetch(ANN, 101))
                .isInstanceOf(ContentException.Unavailable.class)
                .hasMessageContaining("only 100 bytes were left");
        // What was too much was read up to the limit.
        assertThatThrownBy(() -> fetch(ANN, 1))
                .isInstanceOf(ContentException.Unavailable.class)
                .hasMessageContaining("--fetch-mib-per-hour");
        assertThat(fetch(BEN, 1_000).size()).isEqualTo(1_000);
    }

    @Test
    void manyRequestersTogetherGetNoMoreThanAll() throws Exception {
        for (int i = 1; i <= 4; i++) fetch(requester(i), 1_000);
        assertThatThrownBy(() -> fetch(requester(5), 1)).hasMessageContaining("for jobs in an hour is used up");
    }

    @Test
    void whatFailsCostsARequestAndNoBytes() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> downloads.fetch(ANN, "file:///none", 1_000, _ -> true))
                    .hasMessageContaining("no file");
        }
        assertThatThrownBy(() -> fetch(ANN, 1)).hasMessageContaining("is used up");
        assertThat(fetch(BEN, 1_000).size()).isEqualTo(1_000);
    }

    @Test
    void anHourLaterAllIsForgotten() throws Exception {
        fetch(ANN, 1_000);
        now = now.plus(Duration.ofHours(1));
        assertThat(fetch(ANN, 1_000).size()).isEqualTo(1_000);
    }

    @Test
    void whatTheChainBringsIsFree() throws Exception {
        Bytes content = Bytes.wrap(new byte[3_000]);
        for (int i = 0; i < 9; i++) {
            assertThat(downloads.fetch(ANN, ContentFetcher.inline(content), 4_000, _ -> true))
                    .isEqualTo(content);
        }
    }

    private static Address requester(int number) {
        return Address.parse("0x" + String.valueOf(number).repeat(40));
    }

    private Bytes fetch(Address requester, int size) throws Exception {
        Path file = Files.write(folder.resolve("content"), new byte[size]);
        return downloads.fetch(requester, file.toUri().toString(), 2_000, _ -> true);
    }
}
