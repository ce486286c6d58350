package dev.cifarlab.app.search;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.RunFolder;

/** Trains in a run folder as for any other run; the caller of a search says how that is shown. */
@FunctionalInterface
public interface CellTrainer {

    /**
     * Starts or goes on with a training, by the folder's own settings, and stops after an epoch.
     *
     * @param folder a run folder, whose checkpoints are gone on from
     * @param data what its settings ask for
     * @param lastEpoch the last epoch to train, at most that of the settings
     */
    void train(RunFolder folder, DataSets data, int lastEpoch);
}
