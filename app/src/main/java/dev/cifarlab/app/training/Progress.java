package dev.cifarlab.app.training;

import dev.cifarlab.app.runs.EpochMetrics;

/**
 * How far a training has come.
 *
 * @param epoch epochs done
 * @param bestEpoch the epoch with the highest validation accuracy so far, 0 before the first
 * @param bestAccuracy that accuracy, 0 to 1
 */
record Progress(int epoch, int bestEpoch, double bestAccuracy) {

    static final Progress START = new Progress(0, 0, 0);

    Progress after(EpochMetrics metrics) {
        boolean better = bestEpoch == 0 || metrics.validationAccuracy() > bestAccuracy;
        return better
                ? new Progress(metrics.epoch(), metrics.epoch(), metrics.validationAccuracy())
                : new Progress(metrics.epoch(), bestEpoch, bestAccuracy);
    }

    boolean isBest() {
        return epoch == bestEpoch;
    }
}
