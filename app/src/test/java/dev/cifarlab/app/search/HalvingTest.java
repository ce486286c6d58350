package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalvingTest {

    @ParameterizedTest(name = "{0} epochs: {1}")
    @CsvSource({"1, 1", "2, 1 2", "3, 1 3", "4, 1 2 4", "8, 2 4 8", "25, 6 12 25"})
    void rungsAreAQuarterAHalfAndAll(int epochs, String rungs) {
        List<Integer> expected =
                Stream.of(rungs.split(" ")).map(Integer::valueOf).toList();
        assertThat(Halving.rungs(epochs)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{1} of {0} go on")
    @CsvSource({"1, 1", "2, 1", "3, 2", "5, 3", "6, 3"})
    void theLargerHalfGoesOn(int combinations, int survivors) {
        assertThat(Halving.survivors(combinations)).isEqualTo(survivors);
    }

    @Test
    void theBestGoOnAndOfEqualsTheFirst() {
        Map<Combination, Double> accuracies = new LinkedHashMap<>();
        accuracies.put(new Combination(Activation.RELU, Initialization.HE_NORMAL), 0.3);
        accuracies.put(new Combination(Activation.RELU, Initialization.GLOROT_NORMAL), 0.5);
        accuracies.put(new Combination(Activation.TANH, Initialization.HE_NORMAL), 0.3);
        accuracies.put(new Combination(Activation.TANH, Initialization.GLOROT_NORMAL), 0.2);
        assertThat(Halving.survivors(accuracies))
                .extracting(Combination::name)
                .containsExactly("relu_glorot-normal", "relu_he-normal");
    }
}
