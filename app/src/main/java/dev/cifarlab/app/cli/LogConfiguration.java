package dev.cifarlab.app.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;
import java.util.Map;

/**
 * What libraries may write in the terminal: only what went wrong, as the command line itself prints what people should
 * read. Java in place of logback.xml, whose parsers take a fifth of a second at every start; a file named by
 * {@code -Dlogback.configurationFile} overrides it, as does a test's logback-test.xml. Logback finds this class by
 * META-INF/services.
 */
public final class LogConfiguration extends ContextAwareBase implements Configurator {

    private static final Map<String, Level> LEVELS = Map.of(
            "org.deeplearning4j.util.CrashReportingUtil", Level.OFF, // its advice: our own message says what to try
            "org.reflections", Level.ERROR,
            "org.apache.pdfbox", Level.ERROR); // names every standard font it replaces, used or not; ours are embedded

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty("logback.configurationFile") != null
                || LogConfiguration.class.getResource("/logback-test.xml") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        loggers.getStatusManager().add(new NopStatusListener());
        Logger root = loggers.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(terminal(loggers));
        LEVELS.forEach((name, level) -> loggers.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static ConsoleAppender<ILoggingEvent> terminal(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%-5level %logger{0}: %msg%n%ex{3}");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
