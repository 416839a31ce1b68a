package io.gridwork.testchain;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Puts a Besu release into the user's cache. A release is there whole and checked, or not at all: it is unpacked beside its place and
 * moved there last.
 */
public final class BesuInstaller {

    /** The pinned release. */
    public static final URI RELEASE = URI.create("https://github.com/besu-eth/besu/releases/download/"
            + BesuEngine.VERSION + "/besu-" + BesuEngine.VERSION + ".zip");

    /** Of the pinned release's zip. Stated by the project's own Homebrew formula for 26.4.0. */
    public static final String SHA256 = "ddf8438cb46cd23d4a8dba951d76c88c1024c82c2ecf0bd33ff7ab146d412083";

    /** In a release's folder: the hash of the zip that it is from. A release installed before there was this file is the pinned one. */
    private static final String ORIGIN = "gridwork-zip.sha256";

    private final BesuZip zip;
    private final String sha256;
    private final Path cacheFolder;
    private final Download.Limits limits;

    BesuInstaller(BesuZip zip, String sha256, Path cacheFolder, Download.Limits limits) {
        this.zip = zip;
        this.sha256 = sha256;
        this.cacheFolder = cacheFolder;
        this.limits = limits;
    }

    /** @param sha256 that the zip must have, in lower-case hex */
    public static BesuInstaller ofThisUser(BesuZip zip, String sha256) {
        return new BesuInstaller(zip, sha256, Surroundings.ofThisProcess().cacheFolder(), Download.Limits.DEFAULT);
    }

    /** Where the release is once installed; a value for {@code BESU_HOME}. */
    public Path home() {
        return cacheFolder.resolve("besu-" + BesuEngine.VERSION);
    }

    /** Whether a release that can be started is there, and from the zip of that hash. */
    public boolean installed() {
        if (!Files.isExecutable(home().resolve("bin/besu"))) return false;
        Path origin = home().resolve(ORIGIN);
        try {
            return sha256.equals(Files.exists(origin) ? Files.readString(origin).strip() : SHA256);
        } catch (IOException e) {
            throw failed("may be installed already, but " + origin + " cannot be read: " + e, e);
        }
    }

    /**
     * Gets, checks and unpacks the release; does nothing if it is installed. What else is in its place, a damaged release or one of another
     * hash, is replaced.
     *
     * @throws NodeException within five seconds if the site does not answer; if the zip has another hash; if it cannot be unpacked
     */
    public Path install(DownloadListener listener) {
        if (installed()) return home();
        try (var work = WorkFolder.in(cacheFolder, "besu-download-", InstantSource.system())) {
            Path file = zipFile(work.path(), listener);
            check(file);
            Path unpacked = Archive.unpack(file, work.path().resolve("unpacked"));
            if (!Files.isRegularFile(unpacked.resolve("bin/besu")))
                throw failed("is no release of Besu: its zip has no bin/besu", null);
            Files.writeString(unpacked.resolve(ORIGIN), sha256);
            place(unpacked, work.path());
            return home();
        } catch (IOException e) {
            throw failed("cannot be installed: " + CacheFolder.explain(e, cacheFolder), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("was interrupted", e);
        }
    }

    private Path zipFile(Path work, DownloadListener listener) throws InterruptedException {
        return switch (zip) {
            case BesuZip.Local(var file) -> readable(file);
            case BesuZip.Site site -> download(site, work.resolve("besu.zip"), listener);
        };
    }

    private Path readable(Path file) {
        if (!Files.exists(file)) throw failed("cannot be read: there is no such file", null);
        if (!Files.isRegularFile(file)) throw failed("cannot be read: it is no file; give the path of the zip", null);
        if (!Files.isReadable(file)) throw failed("cannot be read: you have no permission", null);
        return file;
    }

    private Path download(BesuZip.Site site, Path file, DownloadListener listener) throws InterruptedException {
        try {
            Download.fetch(site, file, limits, listener);
            return file;
        } catch (SiteConnection.NoAnswer e) {
            throw failed(
                    "cannot be downloaded (" + e.getMessage()
                            + "; is there a network, or a proxy to name in HTTPS_PROXY?)",
                    e);
        } catch (IOException e) {
            throw failed("cannot be downloaded: " + CacheFolder.explain(e, cacheFolder), e);
        }
    }

    private void check(Path file) throws IOException {
        MessageDigest digest = sha256Digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        String actual = HexFormat.of().formatHex(digest.digest());
        if (!actual.equals(sha256))
            throw failed(
                    "has SHA-256 " + actual + " and not the expected " + sha256
                            + ": it is damaged or another build. For another build give its hash with --sha256",
                    null);
    }

    /** Another process may do the same now. Then either release may be the one that stays: both are whole. */
    private void place(Path unpacked, Path work) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                Files.move(unpacked, home(), StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException e) {
                if (installed()) return;
                if (attempt == 3) throw e;
                moveAside(work.resolve("replaced-" + attempt));
            }
        }
    }

    private void moveAside(Path target) throws IOException {
        try {
            if (Files.exists(home())) Files.move(home(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // The other process has just done so.
            return;
        }
    }

    private NodeException failed(String what, @Nullable Throwable cause) {
        return new NodeException(
                "Besu from " + zip.shown() + " " + what
                        + ". Nothing was installed. You can also download the zip by other means and give it with"
                        + " gridwork chain install-besu --file ZIP, point BESU_HOME at an unpacked release, or use --chain anvil",
                cause);
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
