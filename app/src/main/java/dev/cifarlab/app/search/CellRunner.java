package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.training.DivergedException;

/** Does one task, on whatever machine: the same for every engine. */
public final class CellRunner {

    private final SharedData data;
    private final CellTrainer trainer;

    /** A runner that takes images from {@code data} and trains with {@code trainer}. */
    public CellRunner(SharedData data, CellTrainer trainer) {
        this.data = data;
        this.trainer = trainer;
    }

    /**
     * Trains a cell, and records in its folder that it is finished or that it diverged. A cell that has ended already
     * is left alone.
     */
    public void run(CellTask task) {
        if (task.folder().result().isPresent()) {
            return;
        }
        RunFolder folder = task.folder().prepare(task.config());
        try {
            trainer.train(folder, data.of(task.config()), task.lastEpoch());
        } catch (DivergedException e) {
            task.folder().settle(CellStatus.FAILED, String.valueOf(e.getMessage()));
            return;
        }
        if (task.isLast()) {
            task.folder().settle(CellStatus.FINISHED, "");
        }
    }
}
