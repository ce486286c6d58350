package dev.cifarlab.app.runs;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One row of {@code metrics.csv}.
 *
 * @param epoch the epoch, from 1
 * @param trainLoss mean cross-entropy of a training image in nats, in training mode, without penalties
 * @param trainAccuracy share of training images that were right, 0 to 1
 * @param validationLoss mean cross-entropy of a validation image in nats
 * @param validationAccuracy share of validation images that are right, 0 to 1
 * @param learningRate learning rate of the epoch's first step
 * @param epochSeconds time of training in seconds, validation not included
 * @param imagesPerSecond training images a second
 */
public record EpochMetrics(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        double validationLoss,
        double validationAccuracy,
        double learningRate,
        double epochSeconds,
        double imagesPerSecond) {

    /** The row with the highest validation accuracy, the first of equals. */
    public static Optional<EpochMetrics> best(List<EpochMetrics> rows) {
        return rows.stream()
                .max(Comparator.comparingDouble(EpochMetrics::validationAccuracy)
                        .thenComparing(EpochMetrics::epoch, Comparator.reverseOrder()));
    }
}
