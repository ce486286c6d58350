package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.runs.EpochMetrics;

/** Told what happens in a training; who trains knows neither terminal nor pictures. */
public interface TrainingListener {

    /** When all is loaded and before the first step: epochs of the whole training. */
    default void trainingStarted(int epochs) {}

    /** Before an epoch, from 1, of so many batches, of which an earlier process did some, with their sums. */
    default void epochStarted(int epoch, int batches, int batchesDone, BatchScore soFar) {}

    /** After each batch, with the sums of the epoch so far. */
    default void batchDone(BatchScore soFar) {}

    /** Before validation. */
    default void validationStarted(int epoch) {}

    /** Logits (n, classes) for the next n validation images, and their classes. */
    default void validated(double[][] logits, Labels labels) {}

    /** After validation, when the row is on disk. */
    default void epochDone(EpochMetrics metrics) {}

    /** Asked after each batch, and while one is waited for: whether to end by a {@link StoppedException}. */
    default boolean wantsStop() {
        return false;
    }

    /** A line about the training, for people. */
    default void told(String line) {}

    /** Something is odd, in one sentence; the training goes on. */
    default void warned(String sentence) {}

    /** The training is over, in whatever way. */
    default void trainingEnded() {}
}
