package dev.cifarlab.spark;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Trains cells as tasks of Apache Spark, each a job of its own, so that one cell's failure leaves the others alone. A
 * task that fails, or whose machine is lost, is tried three times in all, and goes on from the cell's last checkpoint
 * where all machines see the search's folder; elsewhere it starts anew, and the finished run folder is sent back.
 */
final class SparkEngine implements SearchEngine {

    private static final int LONGEST_STOP_MINUTES = 10;
    private static final int BEFORE_SPARKS_OWN = 100;

    private final SearchFolder folder;
    private final SparkConf conf;
    private final Function<Path, SharedSign> signs;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ClusterEvents events = new ClusterEvents();
    private final ProgressAccumulator progress = new ProgressAccumulator();
    private volatile boolean ending;
    private @Nullable JavaSparkContext context;

    SparkEngine(SearchFolder folder, SparkConf conf) {
        this(folder, conf, SharedSign::putUp);
    }

    /** With another way to put up the sign, for tests. */
    SparkEngine(SearchFolder folder, SparkConf conf, Function<Path, SharedSign> signs) {
        this.folder = folder;
        this.conf = conf;
        this.signs = signs;
    }

    @Override
    public void run(List<CellTask> tasks, SearchListener listener, Consumer<CellTask> done) {
        if (tasks.isEmpty()) {
            return;
        }
        SharedSign sign = signs.apply(folder.path());
        try {
            JavaSparkContext spark = context();
            OpenCells open = new OpenCells(listener, done);
            tasks.forEach(task -> open.add(task, submit(spark, task, sign)));
            new DriverLoop(spark, events, open, listener, () -> ending).run();
        } finally {
            sign.takeDown();
        }
    }

    private JavaFutureAction<List<Parcel>> submit(JavaSparkContext spark, CellTask task, SharedSign sign) {
        String name = task.cell().name();
        spark.setLocalProperty(ClusterEvents.CELL, name);
        spark.setJobDescription(name);
        Starts starts = Starts.of(new RunFolder(folder.path()));
        Path data = starts.findData(task.config(), alreadyTold -> {}).dataDir();
        return spark.parallelize(List.of(CellOrder.of(task, sign, data)), 1)
                .map(new CellFunction(progress))
                .collectAsync();
    }

    private JavaSparkContext context() {
        JavaSparkContext present = context;
        if (present == null) {
            present = open();
            context = present;
        }
        return present;
    }

    /**
     * Signals, and a task that runs out of memory in this process, end Spark only after the search has stopped: Spark's
     * own way would cut its tasks off.
     */
    private JavaSparkContext open() {
        ShutdownHookManager.get()
                .addShutdownHook(this::awaitEnd, BEFORE_SPARKS_OWN, LONGEST_STOP_MINUTES, TimeUnit.MINUTES);
        try {
            JavaSparkContext opened = new JavaSparkContext(conf);
            opened.setLogLevel("OFF"); // what matters comes as events
            opened.sc().addSparkListener(events);
            opened.sc().register(progress, ProgressAccumulator.NAME);
            return opened;
        } catch (Exception e) { // Spark throws checked ones that it does not declare
            throw UserException.failed(e, "Spark at %s does not start: %s", conf.get("spark.master"), e.getMessage());
        }
    }

    private void awaitEnd() {
        ending = true;
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
        }
        over.countDown();
    }
}
