package io.gridwork.testchain;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a download tells. */
final class Told implements DownloadListener {

    private final List<String> progress = new CopyOnWriteArrayList<>();
    private final List<String> retries = new CopyOnWriteArrayList<>();

    List<String> progress() {
        return progress;
    }

    List<String> retries() {
        return retries;
    }

    @Override
    public void progress(long bytes, OptionalLong total) {
        progress.add(bytes + " of " + (total.isPresent() ? total.getAsLong() : "unknown"));
    }

    @Override
    public void retry(String reason) {
        retries.add(reason);
    }
}
