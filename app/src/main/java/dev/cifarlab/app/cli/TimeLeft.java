package dev.cifarlab.app.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/** How long the rest of a search takes, from the epochs trained so far in this process. */
final class TimeLeft {

    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final LongSupplier nanos;
    private long begin;
    private int done;
    private double seconds;
    private int epochs;

    TimeLeft(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A training begins that has {@code epochsDone} epochs behind it. */
    void started(int epochsDone) {
        begin = nanos.getAsLong();
        done = epochsDone;
    }

    /** It pauses or ends with {@code epochsDone} epochs behind it. */
    void ended(int epochsDone) {
        seconds += (nanos.getAsLong() - begin) / 1e9;
        epochs += Math.max(0, epochsDone - done);
    }

    /** For instance {@code ", about 2.5 h"}; nothing before the first epoch. */
    String estimate(int epochsLeft) {
        if (epochs == 0) {
            return "";
        }
        return ", " + words(seconds / epochs * epochsLeft);
    }

    /** The same for cells that are trained at once, of whose epochs {@code atFirst} were left when it started. */
    String estimate(int atFirst, int epochsLeft) {
        int trained = atFirst - epochsLeft;
        double elapsed = (nanos.getAsLong() - begin) / 1e9;
        return trained <= 0 || epochsLeft == 0 ? "" : ", " + words(elapsed / trained * epochsLeft);
    }

    /** A time for people, for instance {@code about 2.5 h}. */
    static String words(double left) {
        if (left >= HOUR) {
            return String.format(Locale.ROOT, "about %.1f h", left / HOUR);
        }
        return left >= MINUTE
                ? String.format(Locale.ROOT, "about %.0f min", left / MINUTE)
                : String.format(Locale.ROOT, "about %.0f s", left);
    }
}
