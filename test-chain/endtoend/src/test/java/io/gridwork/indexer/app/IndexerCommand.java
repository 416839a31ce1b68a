package io.gridwork.indexer.app;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The indexer's commands within this process: a thousand runs need not start a thousand. */
public final class IndexerCommand {

    private IndexerCommand() {}

    /**
     * Runs one to its end.
     *
     * @throws AssertionError with what it said, if it fails
     */
    public static void run(String... arguments) {
        var said = new StringWriter();
        var writer = new PrintWriter(said, true);
        int code = Main.commands().setOut(writer).setErr(writer).execute(arguments);
        if (code != 0) throw new AssertionError("exit status " + code + ": " + said);
    }
}
