package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.BatchScore;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/** A bar on one line that fits the terminal, however narrow: where room is short, the bar itself gives way first. */
final class ProgressLine implements ProgressBarRenderer {

    /** The launcher tells whether the output is a terminal, which is asked for its width; nothing else has one. */
    static final boolean TERMINAL = Boolean.getBoolean("cifarlab.terminal");

    private static final LineAMinute ELSEWHERE = new LineAMinute(System.err, System::nanoTime);
    private static final int MINUTE = 60;
    private static final int HOUR = 3600;

    /** A bar with a name in front of it, for where the output goes. */
    static ProgressBarBuilder named(String name) {
        ProgressBarBuilder builder = new ProgressBarBuilder().setTaskName(name);
        return TERMINAL ? builder : builder.setConsumer(ELSEWHERE);
    }

    /** Shows where there is no terminal what is drawn next, without waiting for the minute to end. */
    static void soon() {
        ELSEWHERE.soon();
    }

    /** Name, bar, count and figures in exactly {@code width} columns. */
    @Override
    public String render(ProgressState state, int width) {
        String right = (state.getCurrent() + "/" + state.getMax() + " " + state.getExtraMessage()).strip();
        int room = width - state.getTaskName().length() - right.length() - " [] ".length();
        int done = (int) Math.round(Math.max(0, room) * state.getNormalizedProgress());
        String bar = room < 1 ? " " : " [" + "=".repeat(done) + " ".repeat(room - done) + "] ";
        String line = state.getTaskName() + bar + right;
        return line.length() > width ? line.substring(0, width) : line + " ".repeat(width - line.length());
    }

    /** What an epoch has given so far; speed is that of {@code images} in {@code seconds}. */
    static String figures(BatchScore soFar, int images, double seconds) {
        return String.format(
                Locale.ROOT,
                "loss %.3f, acc %.1f %%, %.0f img/s",
                soFar.meanLoss(),
                100 * soFar.accuracy(),
                images / seconds);
    }

    /** For instance {@code ", 1:05 left"}, where {@code done} batches took {@code seconds} and {@code left} remain. */
    static String timeLeft(double seconds, long done, long left) {
        long rest = Math.round(seconds / done * left);
        return rest < HOUR
                ? String.format(Locale.ROOT, ", %d:%02d left", rest / MINUTE, rest % MINUTE)
                : String.format(Locale.ROOT, ", %d:%02d h left", rest / HOUR, rest % HOUR / MINUTE);
    }
}
