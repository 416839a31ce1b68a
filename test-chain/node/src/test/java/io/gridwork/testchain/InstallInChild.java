package io.gridwork.testchain;

import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

/** A program that installs Besu from a URL into a folder, for a test that ends it. */
final class InstallInChild {

    private InstallInChild() {}

    public static void main(String[] arguments) {
        var site = new BesuZip.Site(URI.create(arguments[0]), ProxySelector.getDefault(), Map.of());
        var listener = new DownloadListener() {
            @Override
            public void progress(long bytes, OptionalLong total) {}

            @Override
            public void retry(String reason) {}
        };
        new BesuInstaller(site, "0".repeat(64), Path.of(arguments[1]), Download.Limits.DEFAULT).install(listener);
    }
}
