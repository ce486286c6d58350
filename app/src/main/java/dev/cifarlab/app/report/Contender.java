package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.runs.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One of the networks that are compared, over its seeds.
 *
 * @param title the network's name
 * @param runs one run a seed
 */
public record Contender(String title, List<RunScores> runs) {

    static final List<String> HEADER = List.of(
            "network", "parameters", "val. accuracy", "val. loss", "time", "time/epoch", "images/s", "epochs", "seeds");

    boolean isTrained() {
        return !runs.isEmpty();
    }

    RunScores first() {
        return runs.get(0);
    }

    /** The mean of a value over the runs; NaN without any. */
    public double mean(ToDoubleFunction<RunScores> value) {
        return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    /** Mean validation accuracy at each seed's best epoch. */
    public double accuracy() {
        return mean(run -> run.best().validationAccuracy());
    }

    /** Its sample standard deviation; NaN with one seed. */
    public double accuracyStd() {
        return Spread.of(runs.stream()
                .mapToDouble(run -> run.best().validationAccuracy())
                .toArray());
    }

    double secondsPerEpoch() {
        return mean(run -> run.seconds() / run.rows().size());
    }

    List<String> row() {
        return List.of(
                title,
                Words.count(first().parameters()),
                Words.spread(accuracy(), accuracyStd()),
                Words.loss(mean(run -> run.best().validationLoss())),
                Words.time(mean(RunScores::seconds)),
                Words.time(secondsPerEpoch()),
                Words.format("%.1f", mean(RunScores::imagesPerSecond)),
                Integer.toString(first().rows().size()),
                Integer.toString(runs.size()));
    }
}
