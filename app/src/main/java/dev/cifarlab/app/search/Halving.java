package dev.cifarlab.app.search;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Successive halving (Jamieson and Talwalkar, 2016): after a quarter and after half of the epochs, only the better half
 * of the combinations goes on.
 */
final class Halving {

    private Halving() {}

    /** Epochs after which a search stops and looks, ascending, the last one included. */
    static List<Integer> rungs(int epochs) {
        return IntStream.of(epochs / 4, epochs / 2, epochs)
                .map(epoch -> Math.max(1, epoch))
                .distinct()
                .boxed()
                .toList();
    }

    /** How many of some combinations go on. */
    static int survivors(int combinations) {
        return (combinations + 1) / 2;
    }

    /** Those that go on, the best first; of equals the one that comes first in the map. */
    static List<Combination> survivors(Map<Combination, Double> accuracies) {
        return accuracies.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(survivors(accuracies.size()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
