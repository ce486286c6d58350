package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One combination's place in a {@link Ranking}; means are over the seeds that have scores.
 *
 * @param combination activation and initialisation
 * @param seeds seeds with scores
 * @param failures seeds whose training failed or was abandoned
 * @param stopped seeds that halving stopped, whose scores are of fewer epochs
 * @param meanAccuracy mean of the validation accuracies at each seed's best epoch, 0 to 1; NaN where all failed
 * @param stdAccuracy their sample standard deviation; NaN for fewer than two seeds
 * @param meanLoss mean of the validation losses at each seed's best epoch, in nats; NaN where all failed
 * @param bestEpochs each seed's best epoch
 * @param meanSeconds mean time of training in seconds; NaN where all failed
 */
public record Rank(
        Combination combination,
        int seeds,
        int failures,
        int stopped,
        double meanAccuracy,
        double stdAccuracy,
        double meanLoss,
        List<Integer> bestEpochs,
        double meanSeconds) {

    static Rank of(Combination combination, List<CellResult> results) {
        List<CellResult> scored = results.stream().filter(CellResult::hasScores).toList();
        return new Rank(
                combination,
                scored.size(),
                count(results, CellStatus.FAILED) + count(results, CellStatus.ABANDONED),
                count(results, CellStatus.STOPPED),
                mean(scored, CellResult::validationAccuracy),
                std(scored, CellResult::validationAccuracy),
                mean(scored, CellResult::validationLoss),
                scored.stream().map(CellResult::bestEpoch).toList(),
                mean(scored, CellResult::seconds));
    }

    private static int count(List<CellResult> results, CellStatus status) {
        return (int)
                results.stream().filter(result -> result.status() == status).count();
    }

    private static double mean(List<CellResult> results, ToDoubleFunction<CellResult> value) {
        return results.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static double std(List<CellResult> results, ToDoubleFunction<CellResult> value) {
        return Spread.of(results.stream().mapToDouble(value).toArray());
    }
}
