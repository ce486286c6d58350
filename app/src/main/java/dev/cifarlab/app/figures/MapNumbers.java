package dev.cifarlab.app.figures;

import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.evaluation.Insight.Contribution;
import dev.cifarlab.app.evaluation.MapReading;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers behind the pictures of one image's feature maps, by the names they have in {@code figures.json}. */
final class MapNumbers {

    private MapNumbers() {}

    static Map<String, Object> of(Insight insight, int[] firstFilters) {
        int predicted = insight.predicted();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("image_predicted", insight.image().classNames().get(predicted));
        numbers.put(
                "image_label",
                insight.label() < 0 ? "" : insight.image().classNames().get(insight.label()));
        numbers.put("image_probability", insight.probability(predicted));
        numbers.put("image_logit", insight.logits()[predicted]);
        numbers.put("image_bias", insight.bias()[predicted]);
        List<MapReading> readings =
                Arrays.stream(firstFilters).mapToObj(insight::reading).toList();
        numbers.put("first_filters", readings.stream().map(MapReading::filter).toList());
        numbers.put("first_features", readings.stream().map(MapReading::feature).toList());
        numbers.put(
                "first_correlations",
                readings.stream().map(MapReading::correlation).toList());
        return numbers;
    }

    /** What the channels of the last stage add to the logit of the answer. */
    static Map<String, Object> explanations(Insight insight, List<Contribution> top) {
        int predicted = insight.predicted();
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("top_channels", top.stream().map(Contribution::channel).toList());
        numbers.put("top_weights", top.stream().map(Contribution::weight).toList());
        numbers.put(
                "top_activations",
                top.stream().map(Contribution::meanActivation).toList());
        numbers.put("top_contributions", top.stream().map(Contribution::value).toList());
        List<Contribution> all = insight.contributions(predicted);
        numbers.put("channels", all.size());
        numbers.put(
                "all_contributions",
                all.stream().mapToDouble(Contribution::value).sum());
        numbers.put("positive_contributions", positive(all));
        numbers.put("activation_peak", peak(insight.classActivationMap(predicted)));
        return numbers;
    }

    private static double positive(List<Contribution> all) {
        return all.stream().mapToDouble(c -> Math.max(0, c.value())).sum();
    }

    /** Where a map is largest: down and across, the middle of that pixel, 0 to 1. */
    private static List<Double> peak(float[][] map) {
        int bestRow = 0;
        int bestColumn = 0;
        for (int row = 0; row < map.length; row++) {
            for (int column = 0; column < map[row].length; column++) {
                if (map[row][column] > map[bestRow][bestColumn]) {
                    bestRow = row;
                    bestColumn = column;
                }
            }
        }
        return List.of((bestRow + 0.5) / map.length, (bestColumn + 0.5) / map[0].length);
    }
}
