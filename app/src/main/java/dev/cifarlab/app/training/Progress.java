package dev.cifarlab.app.training;

import dev.cifarlab.app.runs.EpochMetrics;

/**
 * How far a training has come.
 *
 * @param epoch epochs done
 * @param bestEpoch the epoch with the highest validation accuracy so far, 0 before the first
 * @param bestAccuracy that accuracy, 0 to 1
 * @param partial what is done of the epoch after {@code epoch}
 */
record Progress(int epoch, int bestEpoch, double bestAccuracy, PartialEpoch partial) {

    static final Progress START = new Progress(0, 0, 0, PartialEpoch.NONE);

    /** After the epoch of these metrics. */
    Progress after(EpochMetrics metrics) {
        boolean better = bestEpoch == 0 || metrics.validationAccuracy() > bestAccuracy;
        return better
                ? new Progress(metrics.epoch(), metrics.epoch(), metrics.validationAccuracy(), PartialEpoch.NONE)
                : new Progress(metrics.epoch(), bestEpoch, bestAccuracy, PartialEpoch.NONE);
    }

    /** Within the next epoch. */
    Progress within(PartialEpoch part) {
        return new Progress(epoch, bestEpoch, bestAccuracy, part);
    }

    /** Whether an epoch is over that was better than all before. */
    boolean isBest() {
        return epoch == bestEpoch && epoch > 0 && partial.batches() == 0;
    }
}
