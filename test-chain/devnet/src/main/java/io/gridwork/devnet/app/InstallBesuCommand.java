package io.gridwork.devnet.app;

import io.gridwork.rpc.EndpointAddress;
import io.gridwork.rpc.Proxies;
import io.gridwork.testchain.BesuEngine;
import io.gridwork.testchain.BesuInstaller;
import io.gridwork.testchain.BesuZip;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Brings Besu onto this machine. */
@Command(
        name = "install-besu",
        description = {
            "Downloads, checks and unpacks Besu " + BesuEngine.VERSION + " into the user's cache.",
            "Uses the proxies of HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY."
        })
final class InstallBesuCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Downloads the zip from here, such as a mirror, and not from GitHub. It must be the pinned"
                    + " release, unless you give --sha256.")
    private @Nullable String url;

    @Option(
            names = "--file",
            paramLabel = "ZIP",
            description =
                    "Takes this zip, and downloads nothing. It must be the pinned release, unless you give --sha256.")
    private @Nullable Path file;

    @Option(
            names = "--sha256",
            paramLabel = "HEX",
            description = "Installs another build than the pinned release: the one whose zip has this hash.")
    private @Nullable String sha256;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        BesuZip zip = zip();
        var installer = BesuInstaller.ofThisUser(zip, hash());
        String name = sha256 == null ? "Besu " + BesuEngine.VERSION : "Besu with the SHA-256 " + hash();
        if (installer.installed()) {
            out.println(name + " is installed in " + installer.home());
            return 0;
        }
        if (sha256 != null)
            out.println("note: with --sha256 the zip need not be the pinned release " + BesuEngine.VERSION
                    + ". Nobody but you vouches for this build");
        out.println((zip instanceof BesuZip.Site ? "downloading " : "unpacking ") + zip.shown());
        out.flush();
        Path home = installer.install(new DownloadProgress(out));
        out.println(name + " is installed in " + home + "; --chain auto takes it from now on");
        return 0;
    }

    private BesuZip zip() {
        if (url != null && file != null) throw wrong("give --url or --file, not both");
        if (file != null) return new BesuZip.Local(file.toAbsolutePath());
        URI source = url == null ? BesuInstaller.RELEASE : url(url.strip());
        var proxies = Proxies.ofThisProcess();
        return new BesuZip.Site(source, proxies, proxies.headers(source));
    }

    private URI url(String text) {
        try {
            URI uri = new URI(text);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getPort() <= 65_535) return uri;
        } catch (URISyntaxException _) {
            throw wrongUrl(text); // the cause would show the password
        }
        throw wrongUrl(text);
    }

    /** Without an example of a path, since no message of a wrong use keeps one. */
    private ParameterException wrongUrl(String text) {
        return wrong(
                "--url \"" + EndpointAddress.shown(text) + "\" is no http or https URL with a host (whose name has no"
                        + " underscore); write it as https://mirror.example followed by the path of the zip");
    }

    private String hash() {
        if (sha256 == null) return BesuInstaller.SHA256;
        String hex = sha256.strip().toLowerCase(Locale.ROOT);
        if (hex.matches("[0-9a-f]{64}")) return hex;
        throw wrong("--sha256 \"" + sha256 + "\" is no SHA-256; give 64 hexadecimal digits, as sha256sum prints them");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
