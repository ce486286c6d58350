package dev.cifarlab.app.runs;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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

    /** The row for people, of so many epochs in all. */
    public String describe(int epochs) {
        return String.format(
                Locale.ROOT,
                "epoch %d/%d: training loss %.4f, accuracy %.2f %%; validation loss %.4f, accuracy %.2f %%; %.1f s,"
                        + " %.1f images/s",
                epoch,
                epochs,
                trainLoss,
                100 * trainAccuracy,
                validationLoss,
                100 * validationAccuracy,
                epochSeconds,
                imagesPerSecond);
    }
}
