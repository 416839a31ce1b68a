package io.gridwork.maven;

import io.gridwork.network.Network;
import io.gridwork.rpc.EndpointAddress;
import io.gridwork.transactions.KeyFile;
import io.gridwork.transactions.Signer;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/** Parameters of the goals to what the toolkit takes. Errors name parameter, value and remedy. */
final class Parameters {
    private static final String CLASS_PATH = "classpath:";

    private Parameters() {}

    /** @throws MojoExecutionException also where Maven has left a placeholder, which would be taken for a part of a path */
    static <T> T required(String name, @Nullable T value) throws MojoExecutionException {
        if (value != null) {
            requireResolved(name, value.toString());
            return value;
        }
        throw new MojoExecutionException("parameter " + name + " is not set; give <" + name
                + "> in the plugin's configuration, or -Dgridwork." + name);
    }

    static void requireResolved(String name, String value) throws MojoExecutionException {
        int start = value.indexOf("${");
        if (start < 0) return;
        int end = value.indexOf('}', start);
        throw new MojoExecutionException("parameter " + name + ": Maven knows no value for "
                + value.substring(start, end < 0 ? value.length() : end + 1) + " in \"" + value
                + "\"; set that property, or give the value itself");
    }

    /** One or several, with commas between. */
    static List<URI> urls(String name, @Nullable String value) throws MojoExecutionException {
        List<URI> urls = new ArrayList<>();
        for (String part : value == null ? new String[] {null} : value.split(",")) urls.add(url(name, part));
        return urls;
    }

    static URI url(String name, @Nullable String value) throws MojoExecutionException {
        if (value == null) {
            throw new MojoExecutionException("parameter " + name + " is not set; give <" + name
                    + "> in the plugin's configuration or -Dgridwork." + name
                    + "=http://…, or -Dgridwork.network=NAME, or let the goal chain-start run before");
        }
        requireResolved(name, value);
        try {
            URI uri = new URI(value);
            if ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) return uri;
        } catch (URISyntaxException malformed) {
            throw noUrl(name, value, malformed);
        }
        throw noUrl(name, value, null);
    }

    /** @param basedir the project's folder, to which a path is relative */
    static Network network(String network, Path basedir, Map<String, String> environment)
            throws MojoExecutionException {
        requireResolved("network", network);
        try {
            return Network.find(network, basedir, environment);
        } catch (IllegalArgumentException wrong) {
            String remedy = environment.containsKey("GRIDWORK_STATE")
                    ? ""
                    : ". GRIDWORK_STATE is not set: run gridwork mvn in place of mvn to find a network of gridwork up";
            throw new MojoExecutionException("parameter network: " + wrong.getMessage() + remedy, wrong);
        }
    }

    private static MojoExecutionException noUrl(String name, String value, @Nullable Exception cause) {
        return new MojoExecutionException(
                "parameter " + name + ": \"" + EndpointAddress.shown(value)
                        + "\" is no http or https URL; give one such as http://127.0.0.1:8545",
                cause);
    }

    /** The path after {@code classpath:}; empty for a path of the file system. */
    static Optional<String> resource(String path) {
        return path.startsWith(CLASS_PATH) ? Optional.of(path.substring(CLASS_PATH.length())) : Optional.empty();
    }

    static Signer signer(@Nullable File keyFile, @Nullable File passwordFile) throws MojoExecutionException {
        File key = required("keyFile", keyFile);
        String password = passwordFile == null ? null : password(passwordFile);
        try {
            return KeyFile.read(existing("keyFile", key).toPath(), password);
        } catch (IOException unreadable) {
            throw new MojoExecutionException(
                    "parameter keyFile: " + key + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException wrong) {
            String remedy =
                    String.valueOf(wrong.getMessage()).contains("password file") ? " (parameter passwordFile)" : "";
            throw new MojoExecutionException("parameter keyFile: " + wrong.getMessage() + remedy, wrong);
        }
    }

    private static String password(File file) throws MojoExecutionException {
        try {
            return KeyFile.readPassword(existing("passwordFile", file).toPath());
        } catch (IOException unreadable) {
            throw new MojoExecutionException(
                    "parameter passwordFile: " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new MojoExecutionException("parameter passwordFile: " + wrong.getMessage(), wrong);
        }
    }

    private static File existing(String name, File file) throws MojoExecutionException {
        requireResolved(name, file.toString());
        if (file.isFile()) return file;
        throw new MojoExecutionException("parameter " + name + ": " + file + " is no file; give the path of one");
    }
}
