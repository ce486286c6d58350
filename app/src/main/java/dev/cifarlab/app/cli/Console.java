package dev.cifarlab.app.cli;

import dev.cifarlab.app.runs.JsonFile;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** Standard output and error of a command: lines for people, or one JSON document and all lines on standard error. */
final class Console {

    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable PrintWriter documents;

    Console(CommandLine command) {
        this(command, false);
    }

    Console(CommandLine command, boolean json) {
        err = command.getErr();
        out = json ? err : command.getOut();
        documents = json ? command.getOut() : null;
    }

    /** The whole result as plain values; printed where it is asked for. */
    void answer(Map<String, ?> document) {
        if (documents != null) {
            documents.println(JsonFile.text(document));
            documents.flush();
        }
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
