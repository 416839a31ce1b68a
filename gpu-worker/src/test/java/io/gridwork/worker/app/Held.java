package io.gridwork.worker.app;

import io.gridwork.worker.job.Jobs;
import io.gridwork.worker.job.RunResult;
import io.gridwork.worker.program.Program;
import io.gridwork.worker.program.Task;
import io.gridwork.worker.sandbox.JobRunner;
import io.gridwork.worker.sandbox.ReferenceRunner;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A device that computes no job until it is released; its speed can be tried. */
final class Held implements JobRunner {
    private final JobRunner reference = new ReferenceRunner(System::nanoTime);
    private final CountDownLatch released = new CountDownLatch(1);

    void release() {
        released.countDown();
    }

    @Override
    public RunResult run(Task task) throws InterruptedException {
        if (task.equals(Jobs.task())) released.await();
        return reference.run(task);
    }

    @Override
    public Optional<String> refusal(Program program) {
        return reference.refusal(program);
    }

    @Override
    public String description() {
        return "a held device";
    }

    @Override
    public int slots() {
        return reference.slots();
    }

    @Override
    public void close() {}
}
