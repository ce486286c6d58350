package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;

/**
 * How far an epoch has come that is not over.
 *
 * @param batches batches done
 * @param score sums over them
 * @param seconds time they took
 */
record PartialEpoch(int batches, BatchScore score, double seconds) {

    /** Nothing of the epoch. */
    static final PartialEpoch NONE = new PartialEpoch(0, BatchScore.EMPTY, 0);
}
