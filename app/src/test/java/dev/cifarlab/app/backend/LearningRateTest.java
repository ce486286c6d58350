package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {

    @ParameterizedTest(name = "{0} at iteration {1} of 100: {2}")
    @CsvSource({
        "constant, 0, 0.1",
        "constant, 99, 0.1",
        "cosine, 0, 0.1",
        "cosine, 50, 0.05",
        "cosine, 100, 0",
        "cosine, 250, 0",
        "one-cycle, 0, 0.004",
        "one-cycle, 15, 0.052",
        "one-cycle, 30, 0.1",
        "one-cycle, 65, 0.05",
        "one-cycle, 100, 0",
        "triangle=0.2:0.2, 0, 0.02",
        "triangle=0.2:0.2, 10, 0.06",
        "triangle=0.2:0.2, 20, 0.1",
        "triangle=0.2:0.2, 60, 0.05",
        "triangle=0.2:0.2, 100, 0",
        "triangle=0.2:0.2, 150, 0",
        "triangle=0:0.5, 25, 0.05",
        "triangle=1:0.5, 25, 0.1",
        "triangle=0.3:0, 0, 0.1",
        "triangle=0.3:0, 50, 0.05",
        "triangle=0:1, 50, 0.05",
        "triangle=0:1, 100, 0.1"
    })
    void followsItsCourse(String schedule, long iteration, double expected) {
        LearningRate rate = new LearningRate(Schedule.read("schedule", schedule), 0.1, 100);
        assertThat(rate.at(iteration)).isCloseTo(expected, Offset.offset(1e-12));
        assertThat(rate.valueAt((int) iteration, 0)).isEqualTo(rate.at(iteration));
    }

    /** 20 epochs of 5 iterations, the first 4 of them warm-up. */
    @ParameterizedTest
    @CsvSource({"0, 0.004", "10, 0.052", "20, 0.1", "60, 0.05", "100, 0"})
    void aCosineMayRiseOverSomeEpochs(long iteration, double expected) {
        LearningRate rate = new LearningRate(Schedule.read("schedule", "cosine=4"), 0.1, 100, 20);
        assertThat(rate.at(iteration)).isCloseTo(expected, Offset.offset(1e-12));
        LearningRate rising = new LearningRate(Schedule.read("schedule", "cosine=40"), 0.1, 100, 20);
        assertThat(rising.at(50)).isCloseTo(0.052, Offset.offset(1e-12));
        assertThat(rising.at(100)).isCloseTo(0.1, Offset.offset(1e-12));
    }
}
