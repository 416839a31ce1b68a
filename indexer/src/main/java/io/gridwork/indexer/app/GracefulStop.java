package io.gridwork.indexer.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** On SIGTERM or Ctrl-C: asks for the end, and lets the process live until this is closed, or patience is over. */
final class GracefulStop implements AutoCloseable {
    private volatile Runnable action = () -> {};
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook;

    GracefulStop(Duration patience) {
        hook = new Thread(() -> await(patience), "graceful-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void onSignal(Runnable stop) {
        action = stop;
    }

    private void await(Duration patience) {
        action.run();
        try {
            boolean _ = closed.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // The hook is running and has just been released.
        }
    }
}
