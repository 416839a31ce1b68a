package io.gridwork.testchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gridwork.testchain.junit.UnderLoad;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the cache after an installation, well or not. How the zip gets here is {@link DownloadTest}'s. */
@UnderLoad
final class BesuInstallerTest {

    private static final String RELEASE = "besu-26.4.0/";

    @TempDir
    Path folder;

    private Path cache;
    private byte[] served;
    private ZipSite site;

    @BeforeEach
    void openSite() throws IOException {
        cache = folder.resolve("cache");
        served = zip(RELEASE + "bin/besu", RELEASE + "lib/besu.jar");
        site = new ZipSite(served);
    }

    @AfterEach
    void closeSite() {
        site.close();
    }

    private BesuInstaller installer(BesuZip zip, String sha256) {
        return new BesuInstaller(zip, sha256, cache, Download.Limits.DEFAULT);
    }

    private BesuInstaller installer(byte[] expected) throws Exception {
        return installer(new BesuZip.Site(site.url(), ProxySelector.getDefault(), Map.of()), sha256(expected));
    }

    private static byte[] zip(String... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                zip.write(entry.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void installsACheckedReleaseThatIsThenFound() throws Exception {
        var told = new Told();
        Path home = installer(served).install(told);
        assertThat(home.resolve("bin/besu")).isExecutable();
        assertThat(home.resolve("lib/besu.jar")).hasContent(RELEASE + "lib/besu.jar");
        assertThat(told.progress().getLast()).isEqualTo(served.length + " of " + served.length);
        assertThat(cache).isDirectoryNotContaining(p -> !p.equals(home));
    }

    @Test
    void anInstalledReleaseIsNotDownloadedAgain() throws Exception {
        var installer = installer(served);
        installer.install(new Told());
        site.close();
        assertThat(installer.installed()).isTrue();
        assertThat(installer.install(new Told())).isEqualTo(installer.home());
    }

    @Test
    void aReleaseInstalledBeforeItsHashWasNotedIsThePinnedOne() throws Exception {
        Files.createDirectories(cache.resolve("besu-26.4.0/bin"));
        Path program = Files.writeString(cache.resolve("besu-26.4.0/bin/besu"), "#!/bin/sh");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        var zip = new BesuZip.Local(Path.of("/none"));
        assertThat(installer(zip, BesuInstaller.SHA256).installed()).isTrue();
        assertThat(installer(zip, "0".repeat(64)).installed()).isFalse();
    }

    @Test
    void aDamagedReleaseIsReplaced() throws Exception {
        var installer = installer(served);
        Path home = installer.install(new Told());
        Files.delete(home.resolve("bin/besu"));
        Files.writeString(home.resolve("left over"), "x");
        assertThat(installer.installed()).isFalse();
        installer.install(new Told());
        assertThat(home.resolve("bin/besu")).isExecutable();
        assertThat(home.resolve("left over")).doesNotExist();
        assertThat(cache).isDirectoryNotContaining(p -> !p.equals(home));
    }

    @Test
    void anotherBuildReplacesTheOneThatIsThere() throws Exception {
        Path home = installer(served).install(new Told());
        byte[] other = zip("besu-26.8.0/bin/besu", "besu-26.8.0/new");
        site.replace(other, "\"two\"");
        var installer = installer(other);
        assertThat(installer.installed()).isFalse();
        assertThat(installer.install(new Told())).isEqualTo(home);
        assertThat(home.resolve("new")).exists();
        assertThat(installer(served).installed()).isFalse();
    }

    @Test
    void aReleaseWithAnotherHashIsThrownAway() throws Exception {
        String pinned = "0".repeat(64);
        var zip = new BesuZip.Site(site.url(), ProxySelector.getDefault(), Map.of());
        assertThatThrownBy(() -> installer(zip, pinned).install(new Told()))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll(sha256(served), pinned, "Nothing was installed", "--sha256");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void aZipThatIsNoReleaseIsRefused() throws Exception {
        for (var refused : Map.of(
                        "../../escaped", zip(RELEASE + "bin/besu", "../../escaped"),
                        "no bin/besu", zip(RELEASE + "bin/geth"),
                        "not one folder", zip("a/bin/besu", "b/bin/besu"),
                        "no zip", "<html>".getBytes(StandardCharsets.UTF_8))
                .entrySet()) {
            site.replace(refused.getValue(), "\"x\"");
            var installer = installer(refused.getValue());
            assertThatThrownBy(() -> installer.install(new Told()))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining(refused.getKey());
            assertThat(cache).isEmptyDirectory();
        }
    }

    @Test
    void aZipOfThisMachineIsCheckedInTheSameWayAndStays() throws Exception {
        Path file = Files.write(folder.resolve("mine.zip"), served);
        var zip = new BesuZip.Local(file);
        assertThatThrownBy(() -> installer(zip, "0".repeat(64)).install(new Told()))
                .hasMessageContainingAll(file.toString(), sha256(served));
        Path home = installer(zip, sha256(served)).install(new Told());
        assertThat(home.resolve("bin/besu")).isExecutable();
        assertThat(file).hasBinaryContent(served);
        assertThat(site.requests()).isEmpty();
    }

    @Test
    void aZipThatIsNotThereIsNamed() {
        var none = new BesuZip.Local(folder.resolve("none.zip"));
        assertThatThrownBy(() -> installer(none, BesuInstaller.SHA256).install(new Told()))
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(folder + "/none.zip cannot be read: there is no such file");
        assertThatThrownBy(() -> installer(new BesuZip.Local(folder), BesuInstaller.SHA256)
                        .install(new Told()))
                .hasMessageContaining(folder + " cannot be read: it is no file");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void severalAtOnceDoNotHarmEachOther() throws Exception {
        var installer = installer(served);
        List<Callable<Path>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) all.add(() -> installer.install(new Told()));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Path> done : threads.invokeAll(all))
                assertThat(done.get().resolve("bin/besu")).isExecutable();
        }
        assertThat(cache).isDirectoryNotContaining(p -> !p.equals(installer.home()));
    }

    @Test
    void endingTheProgramLeavesNothing() throws Exception {
        site.next(site.stalledAfter(10));
        Process child =
                ChildJvm.start(InstallInChild.class, Map.of(), site.url().toString(), cache.toString());
        try {
            site.awaitStall();
            child.destroy(); // as Ctrl-C does
            assertThat(child.waitFor()).isEqualTo(128 + 15);
        } finally {
            child.destroyForcibly();
        }
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void whatAKilledInstallationHasLeftGoesAfterAnHour() throws Exception {
        Path old = Files.createDirectories(cache.resolve("besu-download-old"));
        Path file = Files.writeString(old.resolve("besu.zip"), "part");
        Path other = Files.createDirectories(cache.resolve("besu-download-now"));
        FileTime hoursAgo = FileTime.from(Instant.now().minusSeconds(7500));
        Files.setLastModifiedTime(file, hoursAgo);
        Files.setLastModifiedTime(old, hoursAgo);
        installer(served).install(new Told());
        assertThat(old).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamedWithTheRemedy() throws Exception {
        Files.writeString(cache, "a file where the folder should be");
        assertThatThrownBy(() -> installer(served).install(new Told()))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll(cache + " cannot be written", "XDG_CACHE_HOME");
    }

    @Test
    void aFullDiskIsNamedWithTheRemedy() throws Exception {
        assertThat(CacheFolder.explain(new FileSystemException("x", null, "No space left on device"), folder))
                .contains("the disk of " + folder + " is full", "XDG_CACHE_HOME");
        site.next(site.ofSize(1L << 60));
        assertThatThrownBy(() -> installer(served).install(new Told()))
                .isInstanceOf(NodeException.class)
                .hasMessageContainingAll("is full", "1152921504606 MB are to come", "XDG_CACHE_HOME");
        assertThat(cache).isEmptyDirectory();
    }

    @Test
    void theReleaseThatIsPinnedIsTheOneOfTheDesign() {
        assertThat(BesuInstaller.RELEASE)
                .hasToString("https://github.com/besu-eth/besu/releases/download/26.4.0/besu-26.4.0.zip");
        assertThat(BesuInstaller.SHA256).hasSize(64);
    }
}
