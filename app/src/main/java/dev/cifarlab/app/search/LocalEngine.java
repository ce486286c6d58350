package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.RunLock;
import java.util.List;
import java.util.function.Consumer;

/**
 * Trains one cell after another in this process: a training already uses all cores.
 *
 * @param data where images are taken from
 * @param trainer trains a cell
 */
public record LocalEngine(SharedData data, CellTask.Trainer trainer) implements SearchEngine {

    @Override
    public void run(List<CellTask> tasks, SearchListener listener, Consumer<CellTask> done) {
        for (CellTask task : tasks) {
            listener.cellStarted(task.cell(), task.lastEpoch());
            task.folder().make();
            try (RunLock lock = RunLock.of(task.folder().run())) {
                task.run(data, trainer, listener.training());
            }
            done.accept(task);
        }
    }
}
