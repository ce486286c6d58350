package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.DivergedException;
import dev.cifarlab.app.training.TrainingListener;

/**
 * Work for an engine: bring a cell to the end of an epoch. Nothing but values, so that it can be sent elsewhere.
 *
 * @param folder the cell's place
 * @param config the settings of its training
 * @param lastEpoch the last epoch to train
 */
public record CellTask(CellFolder folder, TrainConfig config, int lastEpoch) {

    /** The cell. */
    public Cell cell() {
        return folder.cell();
    }

    /**
     * Trains the cell, on whatever machine, and records in its folder that it is finished or that it diverged. A cell
     * that has ended already is left alone. The caller has the folder's lock.
     *
     * @param data what images are taken from
     */
    public void run(SharedData data, Trainer trainer, TrainingListener listener) {
        if (folder.result().isPresent()) {
            return;
        }
        try {
            trainer.train(folder.prepare(config), data, lastEpoch, listener);
        } catch (DivergedException e) {
            folder.settle(CellStatus.FAILED, String.valueOf(e.getMessage()));
            return;
        }
        if (lastEpoch == config.epochs()) {
            folder.settle(CellStatus.FINISHED, "");
        }
    }

    /** Trains in a run folder as for any other run: {@code Training::resumeUntil}, of a package to the right. */
    @FunctionalInterface
    public interface Trainer {

        /**
         * Starts or goes on with a training, by the folder's own settings, and stops after an epoch.
         *
         * @param folder a run folder, whose checkpoints are gone on from
         * @param data has what its settings ask for
         * @param lastEpoch the last epoch to train, at most that of the settings
         * @param listener is told how it goes on
         */
        void train(RunFolder folder, SharedData data, int lastEpoch, TrainingListener listener);
    }
}
