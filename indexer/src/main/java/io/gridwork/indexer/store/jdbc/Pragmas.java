package io.gridwork.indexer.store.jdbc;

import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/** How SQLite is to write: settings of each connection that does. */
public final class Pragmas {
    /** Rows come in the order of their keys: what is written to are the last pages, and more would only be held. */
    private static final int CACHE_KIB = 16 * 1024;
    /** 64 MiB. Each checkpoint waits for the disk twice, and copies once what was written several times. */
    private static final int PAGES_BETWEEN_CHECKPOINTS = 16_000;

    private Pragmas() {}

    public static SQLiteConfig writer() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        // In WAL mode NORMAL survives a killed process whole; after a power cut the newest transactions may be missing,
        // never torn.
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, Integer.toString(PAGES_BETWEEN_CHECKPOINTS));
        config.setBusyTimeout(10_000);
        // The driver lets one thread at a time use a connection; SQLite's own lock around each call would be a second
        // one.
        config.setOpenMode(SQLiteOpenMode.NOMUTEX);
        config.setCacheSize(-CACHE_KIB);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }
}
