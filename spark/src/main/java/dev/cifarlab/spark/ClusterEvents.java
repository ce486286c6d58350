package dev.cifarlab.spark;

import dev.cifarlab.app.search.CellProgress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** What Spark tells of the cells' tasks, from its threads to the engine's. */
final class ClusterEvents extends SparkListener {

    /** The local property that carries a cell's name with its job. */
    static final String CELL = "cifarlab.cell";

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Map<Integer, String> cells = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    /** The next event; null when none comes in time. */
    @Nullable
    Event next(long milliseconds) throws InterruptedException {
        return events.poll(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Tasks that run now, anywhere. */
    int running() {
        return running.get();
    }

    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted event) {
        String cell = event.properties().getProperty(CELL);
        if (cell != null) {
            cells.put(event.stageInfo().stageId(), cell);
        }
    }

    @Override
    public void onTaskStart(SparkListenerTaskStart event) {
        running.incrementAndGet();
        events.add(new Event.Started(cell(event.stageId())));
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd event) {
        running.decrementAndGet();
        if (event.reason() instanceof TaskFailedReason failed && !(failed instanceof TaskKilled)) {
            String why = failed instanceof ExceptionFailure thrown ? text(thrown) : failed.toErrorString();
            String machine = event.taskInfo().host();
            events.add(new Event.AttemptFailed(
                    cell(event.stageId()), event.taskInfo().attemptNumber() + 1, machine, oneLine(why)));
        }
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
        JavaConverters.seqAsJavaList(event.accumUpdates())
                .forEach(task -> JavaConverters.seqAsJavaList(task._4()).forEach(this::progress));
    }

    private void progress(AccumulableInfo info) {
        if (info.update().isDefined() && info.update().get() instanceof CellProgress progress) {
            events.add(new Event.Progressed(progress));
        }
    }

    private String cell(int stage) {
        return cells.getOrDefault(stage, "");
    }

    private static String text(ExceptionFailure thrown) {
        boolean ours = thrown.className().endsWith(".UserException");
        return ours ? thrown.description() : thrown.className() + ": " + thrown.description();
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** One thing that happened. */
    sealed interface Event {

        /** An attempt at a cell has begun. */
        record Started(String cell) implements Event {}

        /** A cell goes on. */
        record Progressed(CellProgress progress) implements Event {}

        /** An attempt has failed: its number from 1, where it ran, and why. */
        record AttemptFailed(String cell, int attempt, String machine, String why) implements Event {}
    }
}
