package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogConfigurationTest {

    private static final String FILE = "logback.configurationFile";

    @Test
    void isTheOneThatLibrariesLogBy() {
        LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        assertThat(loggers.getLogger("org.nd4j").getEffectiveLevel()).isEqualTo(Level.WARN);
        assertThat(loggers.getLogger("org.reflections.Reflections").getEffectiveLevel())
                .isEqualTo(Level.ERROR);
        assertThat(loggers.getLogger("org.deeplearning4j.util.CrashReportingUtil")
                        .isErrorEnabled())
                .isFalse();
        assertThat(loggers.getLogger("ROOT").getAppender("stderr")).isNotNull();
    }

    @Test
    void warningsGoToStandardErrorOnALineAndAdviceDoesNot() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            LoggerFactory.getLogger("org.nd4j.linalg.factory.Nd4j").info("loaded");
            LoggerFactory.getLogger("org.apache.pdfbox.Fonts").warn("font replaced");
            LoggerFactory.getLogger("org.nd4j.linalg.factory.Nd4j").warn("no memory left");
        } finally {
            System.setErr(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualToIgnoringNewLines("WARN  Nd4j: no memory left");
    }

    @Test
    void aFileThatTheUserNamesGoesBeforeIt() {
        System.setProperty(FILE, "my-logback.xml");
        try {
            LoggerContext loggers = new LoggerContext();
            assertThat(new LogConfiguration().configure(loggers)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
            assertThat(loggers.getLogger("ROOT").getAppender("stderr")).isNull();
        } finally {
            System.clearProperty(FILE);
        }
    }
}
