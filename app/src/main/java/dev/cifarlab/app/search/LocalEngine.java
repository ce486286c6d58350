package dev.cifarlab.app.search;

import java.util.List;

/** Trains one cell after another in this process: a training already uses all cores. */
public final class LocalEngine implements SearchEngine {

    private final CellRunner runner;

    /** An engine around a runner. */
    public LocalEngine(CellRunner runner) {
        this.runner = runner;
    }

    @Override
    public void run(List<CellTask> tasks, Observer observer) {
        for (CellTask task : tasks) {
            observer.started(task);
            runner.run(task);
            observer.ended(task);
        }
    }
}
