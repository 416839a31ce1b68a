package io.gridwork.indexer.app;

import io.gridwork.chain.ChainIdentity;
import io.gridwork.indexer.store.jdbc.JdbcEventStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes a file with all event tables of the preset and no rows. The build generates typed classes from it, so that they are
 * made of the same ABIs by the same code as the files that users query. Views are left out: some use functions of ours, and
 * the code generator's connection has none.
 */
final class PresetFile {
    private PresetFile() {}

    /** @param args the file; one that is there is replaced */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(file);
        Catalogue catalogue = Catalogue.of(GridworkPreset.contracts());
        JdbcEventStore.open(file, new ChainIdentity(0, null), catalogue.tables(), List.of())
                .close();
    }
}
