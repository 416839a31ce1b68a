package io.gridwork.toolkit.deploy;

import io.gridwork.chain.ChainClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** An apply in a process of its own, to be killed. */
final class ApplyProcess {
    private ApplyProcess() {}

    static Process start(URI rpcUrl, Path folder) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ApplyProcess.class.getName(),
                        rpcUrl.toString(),
                        folder.toString())
                .inheritIO()
                .start();
    }

    public static void main(String[] args) {
        try (ChainClient client = new ChainClient(URI.create(args[0]))) {
            new Deployer(Network.DEV, Network.ARTIFACTS, client, Path.of(args[1]))
                    .apply(Network.signer(0), Network.QUICK, _ -> {});
        }
    }
}
