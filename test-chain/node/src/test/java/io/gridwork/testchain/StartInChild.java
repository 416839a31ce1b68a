package io.gridwork.testchain;

import java.nio.file.Path;

/** A program that starts a Besu, for a test that sets its environment. */
final class StartInChild {

    private StartInChild() {}

    public static void main(String[] arguments) {
        var engine = new BesuEngine(Path.of(arguments[0]), "by the test");
        engine.start(ChainOptions.defaults().withDataFolder(Path.of(arguments[1])))
                .close();
    }
}
