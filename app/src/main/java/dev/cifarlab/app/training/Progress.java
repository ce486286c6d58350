package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;

/**
 * How far a training has come.
 *
 * @param epoch epochs done
 * @param bestEpoch the epoch with the highest validation accuracy so far, 0 before the first
 * @param bestAccuracy that accuracy, 0 to 1
 * @param batches batches done of the epoch after {@code epoch}
 * @param score sums over them
 * @param seconds time they took
 */
record Progress(int epoch, int bestEpoch, double bestAccuracy, int batches, BatchScore score, double seconds) {

    static final Progress START = new Progress(0, 0, 0);

    /** At an epoch's end. */
    Progress(int epoch, int bestEpoch, double bestAccuracy) {
        this(epoch, bestEpoch, bestAccuracy, 0, BatchScore.EMPTY, 0);
    }

    /** After the epoch of these metrics. */
    Progress after(EpochMetrics metrics) {
        boolean better = bestEpoch == 0 || metrics.validationAccuracy() > bestAccuracy;
        return better
                ? new Progress(metrics.epoch(), metrics.epoch(), metrics.validationAccuracy())
                : new Progress(metrics.epoch(), bestEpoch, bestAccuracy);
    }

    /** One batch later, {@code sinceStart} seconds after the epoch's first. */
    Progress plus(BatchScore batch, double sinceStart) {
        return new Progress(epoch, bestEpoch, bestAccuracy, batches + 1, score.plus(batch), sinceStart);
    }

    /** Whether an epoch is over that was better than all before. */
    boolean isBest() {
        return epoch == bestEpoch && epoch > 0 && batches == 0;
    }
}
