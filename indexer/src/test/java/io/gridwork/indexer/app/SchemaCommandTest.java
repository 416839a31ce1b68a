package io.gridwork.indexer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.gridwork.indexer.bench.CannedChain;
import io.gridwork.indexer.bench.CannedNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaCommandTest {
    @TempDir
    Path folder;

    private static String schema(Path db, String... table) {
        StringWriter out = new StringWriter();
        String[] arguments = new String[3 + table.length];
        System.arraycopy(new String[] {"schema", "--db", db.toString()}, 0, arguments, 0, 3);
        System.arraycopy(table, 0, arguments, 3, table.length);
        assertThat(Main.commands().setOut(new PrintWriter(out)).execute(arguments))
                .isZero();
        return out.toString();
    }

    @Test
    void whatAllTablesHaveInCommonIsSaidOnceUnlessOneIsAskedFor() {
        Path db = folder.resolve("index.db");
        try (CannedNode node = new CannedNode(new CannedChain(53, 6, true).append(20))) {
            String[] index = {
                "index", "--rpc", node.url().toString(), "--abi", "erc20", "--db", db.toString(), "--to-block", "9"
            };
            assertThat(Main.run(index)).isZero();
        }
        assertThat(schema(db))
                .contains("begins with block_number, log_index", "erc20_transfer:", "erc20_approval:", "value_real")
                .doesNotContain("height of the block");
        assertThat(schema(db, "erc20_transfer"))
                .contains("erc20_transfer:", "height of the block", "value_real")
                .doesNotContain("erc20_approval");
    }
}
