package dev.cifarlab.app.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Combinations by mean validation accuracy over seeds, the best first; equals stay in the order of the results, and
 * those that failed with all seeds come last.
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
                .map(entry -> Rank.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(Ranking::key))
                .toList());
    }

    private static double key(Rank rank) {
        return -rank.meanAccuracy(); // NaN is the largest number to the comparator
    }
}
