package io.gridwork.testchain.junit;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Runs a class once, or again and again under load. */
final class UnderLoadExtension implements ClassTemplateInvocationContextProvider {

    private static final int ROUNDS = 20;
    private static final int THREADS_PER_PROCESSOR = 2;

    @Override
    public boolean supportsClassTemplate(ExtensionContext context) {
        return true;
    }

    @Override
    public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
        if (!Boolean.getBoolean("gridwork.all")) return Stream.of(new Round(List.of()));
        return IntStream.range(0, ROUNDS).mapToObj(_ -> new Round(List.of(new Load())));
    }

    private record Round(List<Extension> extensions) implements ClassTemplateInvocationContext {
        @Override
        public List<Extension> getAdditionalExtensions() {
            return extensions;
        }
    }

    /** Threads that compute without end while a class runs. */
    private static final class Load implements BeforeAllCallback, AfterAllCallback {

        private volatile boolean over;

        @Override
        public void beforeAll(ExtensionContext context) {
            int threads = THREADS_PER_PROCESSOR * Runtime.getRuntime().availableProcessors();
            for (int i = 0; i < threads; i++) Thread.ofPlatform().daemon().start(this::compute);
        }

        private void compute() {
            while (!over) Thread.onSpinWait();
        }

        @Override
        public void afterAll(ExtensionContext context) {
            over = true;
        }
    }
}
