package dev.cifarlab.app.cli;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Tells the console, and keeps the same lines with their time in a run's {@code log.txt}. */
final class RunLog {

    private final Path file;
    private final Console console;

    RunLog(RunFolder folder, Console console) {
        this.file = folder.file("log.txt");
        this.console = console;
    }

    void line(String format, Object... values) {
        String text = String.format(Locale.ROOT, format, values);
        console.line("%s", text);
        keep(text);
    }

    void warn(String sentence) {
        console.warn(sentence);
        keep("warning: " + sentence);
    }

    private void keep(String text) {
        String line = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text + System.lineSeparator();
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw UserException.failed(
                    e,
                    "%s: cannot be written (%s); was the folder moved, or is the disk full? go on with train --resume",
                    file,
                    Reason.of(e));
        }
    }
}
