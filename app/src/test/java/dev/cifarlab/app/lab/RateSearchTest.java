package dev.cifarlab.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {

    private static final TrainConfig CONFIG = Configs.of(
            "model", "mlp", "data", "synthetic", "train-limit", "90", "test-limit", "10", "batch-size", "32");
    private static final DataSets DATA = DataSets.load(CONFIG, (bytes, total) -> {});

    private static RateSearch search(double to, int steps) {
        return RateSearch.run(CONFIG, DATA, 1e-6, to, steps, point -> true);
    }

    /** Thirteen steps go over more than four epochs of three batches. */
    @Test
    void ratesRiseByTheSameFactorAndTheMeanIsThatOfTheLosses() {
        List<RateSearch.Point> points = search(1e-3, 13).points();
        assertThat(points).hasSize(13);
        double sum = 0;
        double weights = 0;
        for (int k = 0; k < points.size(); k++) {
            assertThat(points.get(k).rate()).isCloseTo(1e-6 * Math.pow(1000, k / 12.0), within(1e-12));
            sum = 0.9 * sum + points.get(k).loss();
            weights = 0.9 * weights + 1;
            assertThat(points.get(k).smoothed()).isCloseTo(sum / weights, within(1e-9));
        }
        assertThat(points.get(0).loss()).isCloseTo(Math.log(10), within(0.7));
        assertThat(search(1e-3, 13).points()).isEqualTo(points);
    }

    @Test
    void aRateThatIsTooLargeEndsItAndIsNotSuggested() {
        RateSearch search = search(1e6, 60);
        assertThat(search.points()).hasSizeLessThan(60);
        double largest = search.points().get(search.points().size() - 1).rate();
        assertThat(search.suggestion().orElseThrow()).isBetween(1e-6, largest / 10);
    }

    @Test
    void whereTheLossHardlyFallsNothingIsSuggested() {
        assertThat(RateSearch.run(CONFIG, DATA, 1e-12, 1e-11, 5, point -> true).suggestion())
                .isEmpty();
    }

    @Test
    void itCanBeEndedAtAnyStep() {
        List<Double> seen = new ArrayList<>();
        RateSearch search =
                RateSearch.run(CONFIG, DATA, 1e-6, 1e-3, 50, point -> seen.add(point.rate()) && seen.size() < 4);
        assertThat(search.points()).hasSize(4);
    }
}
