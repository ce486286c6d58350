package dev.cifarlab.spark;

import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.training.StoppedException;
import dev.cifarlab.app.training.TrainingListener;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The right to train a cell. Spark may start a task again while an earlier attempt still runs, speculatively or because
 * it takes a machine for dead: the later one waits for the earlier one's end, and then trains what is left to train.
 *
 * @param task what to do
 * @param killed whether Spark has cancelled this attempt
 */
record Claim(CellTask task, BooleanSupplier killed) {

    private static final long MILLISECONDS = 500;

    /** Does the task, alone in its folder. */
    void run(CellTask.Trainer trainer, SharedData data, TrainingListener listener) {
        task.folder().make();
        while (task.folder().result().isEmpty()) {
            Optional<RunLock> lock = RunLock.tryOf(task.folder().run());
            if (lock.isPresent()) {
                try (RunLock held = lock.get()) {
                    task.run(data, trainer, listener); // looks for a result once more
                    return;
                }
            }
            waitAWhile();
        }
    }

    private void waitAWhile() {
        try {
            Thread.sleep(MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StoppedException.elsewhere("interrupted");
        }
        if (killed.getAsBoolean()) {
            throw StoppedException.elsewhere("killed");
        }
    }
}
