package dev.cifarlab.spark;

import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.search.SearchListener;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;

/** The cells that are submitted and not over yet. */
final class OpenCells {

    private final SearchListener listener;
    private final Consumer<CellTask> over;
    private final Map<CellTask, JavaFutureAction<List<Parcel>>> jobs = new LinkedHashMap<>();
    private final Set<CellTask> done = new HashSet<>();
    private final Set<String> started = new HashSet<>();
    private final Map<String, ClusterEvents.Event.AttemptFailed> failures = new HashMap<>();

    /** {@code over} takes each cell that is. */
    OpenCells(SearchListener listener, Consumer<CellTask> over) {
        this.listener = listener;
        this.over = over;
    }

    void add(CellTask task, JavaFutureAction<List<Parcel>> job) {
        jobs.put(task, job);
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    /** Whether no cell has begun yet. */
    boolean noneStarted() {
        return started.isEmpty();
    }

    void heed(ClusterEvents.Event event) {
        if (event instanceof ClusterEvents.Event.Started start) {
            jobs.keySet().stream()
                    .filter(task -> task.cell().name().equals(start.cell()))
                    .forEach(this::start);
        } else if (event instanceof ClusterEvents.Event.Progressed progressed) {
            listener.cellProgressed(progressed.progress());
        } else if (event instanceof ClusterEvents.Event.AttemptFailed failed) {
            failures.put(failed.cell(), failed);
            listener.warned(failed.cell() + ": attempt " + failed.attempt() + " failed on " + failed.machine() + " ("
                    + failed.why() + ")");
        }
    }

    /** Settles the cells whose jobs are over; a round late, as the events that explain them are slower. */
    void settle() throws InterruptedException {
        for (CellTask task : List.copyOf(jobs.keySet())) {
            JavaFutureAction<List<Parcel>> job = jobs.get(task);
            if (job != null && job.isDone() && !done.add(task)) {
                jobs.remove(task);
                settle(task, job);
            }
        }
    }

    private void settle(CellTask task, JavaFutureAction<List<Parcel>> job) throws InterruptedException {
        start(task);
        try {
            Parcel parcel = job.get().get(0);
            if (!parcel.files().isEmpty()) {
                parcel.unpack(task.folder().run().path());
            }
        } catch (ExecutionException e) {
            task.folder().abandon(reason(task.cell().name(), e));
        }
        over.accept(task);
    }

    private String reason(String cell, ExecutionException e) {
        ClusterEvents.Event.AttemptFailed last = failures.get(cell);
        return last == null
                ? "failed in Spark: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
                : "failed " + last.attempt() + " times, at last on " + last.machine() + ": " + last.why();
    }

    private void start(CellTask task) {
        if (started.add(task.cell().name())) {
            listener.cellStarted(task.cell(), task.lastEpoch());
        }
    }
}
