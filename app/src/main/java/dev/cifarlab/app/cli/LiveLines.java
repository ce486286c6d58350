package dev.cifarlab.app.cli;

import java.util.List;

/**
 * Lines at the bottom of a terminal that are replaced again and again; elsewhere, where nothing can be replaced, they
 * are printed once a minute. The launcher tells by the property {@code cifarlab.terminal} which of both it is.
 */
final class LiveLines {

    private static final long NANOS_BETWEEN = 60_000_000_000L;
    private static final String UP_AND_CLEAR = "\u001b[%dA\u001b[J";

    private final Console console;
    private final boolean terminal;
    private int shown;
    private long printed = System.nanoTime();

    LiveLines(Console console) {
        this(console, ProgressLine.TERMINAL && !"dumb".equals(System.getenv("TERM")));
    }

    LiveLines(Console console, boolean terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    void show(List<String> lines) {
        if (terminal) {
            String before = shown > 0 ? String.format(UP_AND_CLEAR, shown) : "";
            shown = lines.size();
            console.line("%s", before + String.join(System.lineSeparator(), lines));
        } else if (System.nanoTime() - printed >= NANOS_BETWEEN) {
            printed = System.nanoTime();
            lines.forEach(line -> console.line("%s", line));
        }
    }

    /** Takes them away, so that something lasting can be printed. */
    void clear() {
        if (shown > 0) {
            console.line("%s\u001b[1A", String.format(UP_AND_CLEAR, shown));
            shown = 0;
        }
    }
}
