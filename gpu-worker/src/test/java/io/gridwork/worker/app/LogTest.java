package io.gridwork.worker.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The log as an operator sees it. */
class LogTest {
    @Test
    void aStrangersWordsForgeNoLineAndSpeakToNoTerminal() throws Exception {
        String line = logged("input at {} is not there", "x\n12:00:00 INFO paid\u001b[2J\u0085\u202e\u2028", null);
        assertThat(line)
                .endsWith("input at x 12:00:00 INFO paid [2J  is not there\n")
                .containsOnlyOnce("\n");
    }

    @Test
    void aDefectIsToldInFullAndAsHarmlessly() throws Exception {
        String text = logged("job {}", "7", new IllegalStateException("bad\u001b[2J"));
        assertThat(text).contains("IllegalStateException: bad?[2J\n\tat io.gridwork.worker.app.LogTest");
        assertThat(text.split("IllegalStateException", -1)).hasSize(2);
    }

    private static String logged(String message, String argument, Throwable thrown) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
        Logger root = context.getLogger("ROOT");
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender("err");
        ILoggingEvent event = new LoggingEvent("LogTest", root, Level.INFO, message, thrown, new Object[] {argument});
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }
}
