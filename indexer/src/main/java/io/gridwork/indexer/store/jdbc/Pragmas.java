package io.gridwork.indexer.store.jdbc;

import org.sqlite.SQLiteConfig;

/** How SQLite is to write: settings of each connection that does. */
public final class Pragmas {
    private static final int CACHE_KIB = 64 * 1024;

    private Pragmas() {}

    public static SQLiteConfig writer() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode NORMAL survives a killed process whole; after a power cut the newest transactions may be missing,
        // never torn.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setBusyTimeout(10_000);
        config.setCacheSize(-CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }
}
