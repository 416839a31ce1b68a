package io.gridwork.testchain;

import java.util.OptionalLong;

/** Is told how far a download is. */
public interface DownloadListener {

    /**
     * More has come.
     *
     * @param bytes that are here; fewer than before, where the download began again
     * @param total as far as the site tells it
     */
    void progress(long bytes, OptionalLong total);

    /** The connection was lost or stalled, for the reason given, and is tried again. */
    void retry(String reason);
}
