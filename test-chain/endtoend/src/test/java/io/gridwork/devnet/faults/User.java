package io.gridwork.devnet.faults;

import java.nio.file.Path;
import java.util.function.BiFunction;

/** The columns of the table: who asks nodes. */
enum User {
    INDEX("index", IndexTask::new),
    FOLLOW("follow", FollowTask::new),
    WORKER("worker run", WorkerTask::new),
    POST("job post", PostTask::new),
    APPLY("apply", ApplyTask::new);

    private final String title;
    private final BiFunction<FaultNetwork, Path, Task> task;

    User(String title, BiFunction<FaultNetwork, Path, Task> task) {
        this.title = title;
        this.task = task;
    }

    /** As it stands above its column. */
    String title() {
        return title;
    }

    /** @param folder for all files of the task */
    @SuppressWarnings("MissingSummary")
    Task task(FaultNetwork network, Path folder) {
        return task.apply(network, folder);
    }
}
