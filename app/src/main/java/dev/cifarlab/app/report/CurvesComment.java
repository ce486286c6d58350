package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a run's learning curves say. */
final class CurvesComment {

    private static final double CLEARLY = 1.02;

    private CurvesComment() {}

    static List<String> of(RunScores scores) {
        List<String> sentences = new ArrayList<>();
        EpochMetrics best = scores.best();
        sentences.add(Words.format(
                "The best epoch by validation accuracy is %d of %d: accuracy %s and loss %s on the validation images,"
                        + " %s and %s on the training images.",
                best.epoch(),
                scores.rows().size(),
                Words.percent(best.validationAccuracy()),
                Words.loss(best.validationLoss()),
                Words.percent(best.trainAccuracy()),
                Words.loss(best.trainLoss())));
        if (scores.rows().size() > 1) {
            sentences.add(minimum(scores));
            sentences.add(gap(scores.last()));
        }
        if (scores.rows().size() > 2) {
            sentences.add(Words.format(
                    "From one epoch to the next, validation accuracy changes by %s on average, so a difference of that"
                            + " size between two networks means little.",
                    Words.points(jitter(scores.rows()))));
        }
        return sentences;
    }

    private static String minimum(RunScores scores) {
        EpochMetrics least = scores.rows().stream()
                .min(Comparator.comparingDouble(EpochMetrics::validationLoss))
                .orElseThrow();
        EpochMetrics last = scores.last();
        if (last.validationLoss() < CLEARLY * least.validationLoss()) {
            return Words.format(
                    "Validation loss is at its lowest, or within 2 %% of it, at the end (%s after the last epoch): more"
                            + " epochs could still help.",
                    Words.loss(last.validationLoss()));
        }
        String text = Words.format(
                "Validation loss is lowest after epoch %d (%s) and ends at %s",
                least.epoch(), Words.loss(least.validationLoss()), Words.loss(last.validationLoss()));
        return last.trainLoss() < least.trainLoss()
                ? text
                        + Words.format(
                                ", while training loss goes on falling from %s to %s: after that epoch the network"
                                        + " overfits.",
                                Words.loss(least.trainLoss()), Words.loss(last.trainLoss()))
                : text + ", and training loss does not fall either: the training is unsteady.";
    }

    private static String gap(EpochMetrics last) {
        double gap = last.trainAccuracy() - last.validationAccuracy();
        return Words.format(
                "After the last epoch, training accuracy is %s %s validation accuracy (%s against %s).",
                Words.points(gap),
                gap >= 0 ? "above" : "below",
                Words.percent(last.trainAccuracy()),
                Words.percent(last.validationAccuracy()));
    }

    /** Mean absolute change of validation accuracy from one epoch to the next. */
    static double jitter(List<EpochMetrics> rows) {
        double sum = 0;
        for (int k = 1; k < rows.size(); k++) {
            sum += Math.abs(rows.get(k).validationAccuracy() - rows.get(k - 1).validationAccuracy());
        }
        return sum / (rows.size() - 1);
    }
}
