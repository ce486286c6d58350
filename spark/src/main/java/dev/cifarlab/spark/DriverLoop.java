package dev.cifarlab.spark;

import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.StoppedException;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Waits on the driver for the cells, and tells the listener what happens; all in one thread. */
final class DriverLoop {

    private static final long MILLISECONDS = 100;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int LONGEST_STOP_ROUNDS = 600;

    private final JavaSparkContext spark;
    private final ClusterEvents events;
    private final OpenCells open;
    private final SearchListener listener;
    private final BooleanSupplier ending;
    private final long began = System.nanoTime();
    private boolean warned;

    /** {@code ending} says whether the process has begun to end. */
    DriverLoop(
            JavaSparkContext spark,
            ClusterEvents events,
            OpenCells open,
            SearchListener listener,
            BooleanSupplier ending) {
        this.spark = spark;
        this.events = events;
        this.open = open;
        this.listener = listener;
        this.ending = ending;
    }

    /** Returns when no cell is open. */
    void run() {
        try {
            while (!open.isEmpty()) {
                heedAll();
                if (listener.wantsStop() || ending.getAsBoolean()) {
                    stop();
                }
                if (spark.sc().isStopped()) {
                    throw UserException.failed("Spark's cluster has ended; start it and go on with --resume");
                }
                open.settle();
                warnIfNothingStarts();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoppedException.elsewhere("interrupted");
        }
    }

    private void heedAll() throws InterruptedException {
        ClusterEvents.Event event = events.next(MILLISECONDS);
        while (event != null) {
            open.heed(event);
            event = events.next(0);
        }
    }

    /** Tasks see that they are cancelled after their present step, and write a checkpoint first. */
    private void stop() throws InterruptedException {
        spark.cancelAllJobs();
        for (int round = 0; round < LONGEST_STOP_ROUNDS && events.running() > 0; round++) {
            Thread.sleep(MILLISECONDS);
        }
        throw StoppedException.elsewhere("stopped; cells that had begun are kept with their checkpoints");
    }

    private void warnIfNothingStarts() {
        if (!warned && open.noneStarted() && System.nanoTime() - began > PATIENCE_NANOS) {
            warned = true;
            listener.warned("no worker has taken a cell in 30 s; each asks for "
                    + spark.getConf().get("spark.task.cpus", "1") + " cores and "
                    + spark.getConf().get("spark.executor.memory", "2g")
                    + " of heap (--cell-cores, --spark-conf spark.executor.memory=...)");
        }
    }
}
