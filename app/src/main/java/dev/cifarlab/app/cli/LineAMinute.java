package dev.cifarlab.app.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBarConsumer;

/** Where nothing can be drawn over, as in a log file, all bars together are one line a minute. */
final class LineAMinute implements ProgressBarConsumer {

    private static final int COLUMNS = 80;
    private static final long NANOS_BETWEEN = 60_000_000_000L;

    private final PrintStream out;
    private final LongSupplier clock;
    private long printed;

    LineAMinute(PrintStream out, LongSupplier clock) {
        this.out = out;
        this.clock = clock;
        printed = clock.getAsLong();
    }

    /** Does not wait with the next line. */
    synchronized void soon() {
        printed = clock.getAsLong() - NANOS_BETWEEN;
    }

    @Override
    public synchronized void accept(String line) {
        long now = clock.getAsLong();
        if (now - printed >= NANOS_BETWEEN) {
            printed = now;
            out.println(line.strip());
        }
    }

    @Override
    public int getMaxRenderedLength() {
        return COLUMNS;
    }

    @Override
    public void close() {
        // the next bar goes on with it
    }
}
