package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Schedule;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {

    @ParameterizedTest(name = "{0} at iteration {1} of 100: {2}")
    @CsvSource({
        "CONSTANT, 0, 0.1",
        "CONSTANT, 99, 0.1",
        "COSINE, 0, 0.1",
        "COSINE, 50, 0.05",
        "COSINE, 100, 0",
        "COSINE, 250, 0",
        "ONE_CYCLE, 0, 0.004",
        "ONE_CYCLE, 15, 0.052",
        "ONE_CYCLE, 30, 0.1",
        "ONE_CYCLE, 65, 0.05",
        "ONE_CYCLE, 100, 0"
    })
    void followsItsCourse(Schedule schedule, long iteration, double expected) {
        LearningRate rate = new LearningRate(schedule, 0.1, 100);
        assertThat(rate.at(iteration)).isCloseTo(expected, Offset.offset(1e-12));
        assertThat(rate.valueAt((int) iteration, 0)).isEqualTo(rate.at(iteration));
    }
}
