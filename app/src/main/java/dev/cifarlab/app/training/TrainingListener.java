package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;

/** Told what happens in a training; the trainer knows neither terminal nor pictures. */
public interface TrainingListener {

    /** Before the first batch of an epoch: epoch from 1, and its number of batches. */
    default void epochStarted(int epoch, int batches) {}

    /** After that, where the epoch goes on behind batches that were done by an earlier process, with their sums. */
    default void epochContinued(int batchesDone, BatchScore soFar) {}

    /** After each batch, with the sums of the epoch so far. */
    default void batchDone(BatchScore soFar) {}

    /** Before validation. */
    default void validationStarted(int epoch) {}

    /** After validation, when the row is on disk. */
    default void epochDone(EpochMetrics metrics) {}

    /** Asked after each batch: whether to write a checkpoint and end by a {@link StoppedException}. */
    default boolean wantsStop() {
        return false;
    }

    /** Something is odd, in one sentence; the training goes on. */
    default void warned(String sentence) {}
}
