package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.TrainConfig;

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

    /** Whether nothing is left to train after it. */
    boolean isLast() {
        return lastEpoch == config.epochs();
    }
}
