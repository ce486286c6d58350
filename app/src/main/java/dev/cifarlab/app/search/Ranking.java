package dev.cifarlab.app.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Combinations by mean validation accuracy over seeds, the best first. A seed that diverged counts as an accuracy of 0
 * here, so that none wins by the seeds that it lost; one that was abandoned does not count. Equals stay in the order of
 * the results, and those without scores come last.
 *
 * @param ranks one a combination
 */
public record Ranking(List<Rank> ranks) {

    /** Copies the list. */
    public Ranking {
        ranks = List.copyOf(ranks);
    }

    /** Ranks the combinations of some results. */
    public static Ranking of(List<CellResult> results) {
        Map<Combination, List<CellResult>> byCombination = new LinkedHashMap<>();
        for (CellResult result : results) {
            byCombination
                    .computeIfAbsent(result.cell().combination(), key -> new ArrayList<>())
                    .add(result);
        }
        return new Ranking(byCombination.entrySet().stream()
                .sorted(Comparator.comparingDouble(entry -> key(entry.getValue())))
                .map(entry -> Rank.of(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static double key(List<CellResult> results) {
        if (results.stream().noneMatch(CellResult::hasScores)) {
            return Double.NaN; // the largest number to the comparator
        }
        return -results.stream()
                .filter(result -> result.hasScores() || result.status() == CellStatus.FAILED)
                .mapToDouble(result -> result.hasScores() ? result.validationAccuracy() : 0)
                .average()
                .orElseThrow();
    }
}
