package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class FilterStatisticsTest {

    @Test
    void areThoseOfTheTextbook() {
        INDArray kernel = Nd4j.createFromArray(1f, -3f, 5f, 1f).reshape(1, 1, 2, 2);
        FilterStatistics statistics = FilterStatistics.of(kernel);
        assertThat(statistics.least()).isEqualTo(-3);
        assertThat(statistics.largest()).isEqualTo(5);
        assertThat(statistics.deviation()).isCloseTo(Math.sqrt(8), within(1e-9));
        // neighbours: 1 -3, 5 1, 1 5, -3 1: four squared differences of 16
        assertThat(statistics.smoothness()).isCloseTo(1 - 16 / (2 * 8.0), within(1e-9));
    }

    @Test
    void tellNoiseFromSmoothSlices() {
        Random random = new Random(1);
        INDArray noise = Nd4j.create(64, 64, 3, 3);
        INDArray flat = Nd4j.create(64, 64, 3, 3);
        for (int k = 0; k < noise.length(); k++) {
            noise.putScalar(k, random.nextGaussian());
            flat.putScalar(k, k / 9 % 7);
        }
        assertThat(FilterStatistics.of(noise).smoothness()).isCloseTo(0, within(0.02));
        assertThat(FilterStatistics.of(noise).nearZero()).isCloseTo(0.08, within(0.01));
        assertThat(FilterStatistics.of(flat).smoothness()).isCloseTo(1, within(1e-9));
    }
}
