package io.gridwork.devnet.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DevnetFolderTest {

    @TempDir
    Path place;

    @Test
    void anEarlierNetworkMakesRoomForTheNext() throws Exception {
        Path dir = place.resolve("net");
        try (var first = DevnetFolder.claim(dir)) {
            Files.writeString(first.database(), "old");
            Files.writeString(first.log("worker-1"), "old");
        }
        try (var second = DevnetFolder.claim(dir)) {
            assertThat(second.database()).doesNotExist();
            assertThat(second.log("worker-1")).doesNotExist();
        }
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
        Path thesis = Files.writeString(place.resolve("thesis.tex"), "years of work");
        assertThatThrownBy(() -> DevnetFolder.claim(place))
                .isInstanceOf(DevnetException.class)
                .hasMessageContaining(place.toRealPath().toString())
                .hasMessageContaining("--dir");
        assertThat(thesis).hasContent("years of work");
    }

    @Test
    void twoNetworksDoNotShareAFolder() {
        try (var _ = DevnetFolder.claim(place.resolve("net"))) {
            assertThatThrownBy(() -> DevnetFolder.claim(place.resolve("net")))
                    .isInstanceOf(DevnetException.class)
                    .hasMessageContaining("a network already runs in");
        }
    }
}
