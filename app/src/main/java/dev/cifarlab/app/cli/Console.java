package dev.cifarlab.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Standard output and error of a command, line by line. */
final class Console {

    private final PrintWriter out;
    private final PrintWriter err;

    Console(CommandLine command) {
        out = command.getOut();
        err = command.getErr();
    }

    /** One line of the result. */
    void line(String format, @Nullable Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** One line of warning. */
    void warn(String sentence) {
        err.println("warning: " + sentence);
        err.flush();
    }
}
