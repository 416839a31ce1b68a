package io.gridwork.devnet.faults;

import java.nio.file.Path;

/** The columns of the table: who asks nodes. */
enum User {
    INDEX("index"),
    FOLLOW("follow"),
    WORKER("worker run"),
    POST("job post"),
    APPLY("apply");

    private final String title;

    User(String title) {
        this.title = title;
    }

    /** As it stands above its column. */
    String title() {
        return title;
    }

    /** @param folder for all files of the task */
    @SuppressWarnings("MissingSummary")
    Task task(FaultNetwork network, Path folder) {
        return switch (this) {
            case INDEX -> new IndexTask(network, folder);
            case FOLLOW -> new FollowTask(network, folder);
            case WORKER -> new WorkerTask(network, folder);
            case POST -> new PostTask(network, folder);
            case APPLY -> new ApplyTask(network, folder);
        };
    }
}
