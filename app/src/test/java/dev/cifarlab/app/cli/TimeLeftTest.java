package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeLeftTest {

    private long seconds;

    private final TimeLeft timeLeft = new TimeLeft(() -> TimeUnit.SECONDS.toNanos(seconds));

    private void train(int from, int to, long duration) {
        timeLeft.started(from);
        seconds += duration;
        timeLeft.ended(to);
        seconds += 1_000_000; // what passes between trainings does not count
    }

    @Test
    void goesByTheEpochsTrainedSoFar() {
        assertThat(timeLeft.estimate(4)).isEmpty();
        train(2, 4, 20);
        assertThat(timeLeft.estimate(4)).isEqualTo(", about 40 s");
        train(0, 1, 40);
        assertThat(timeLeft.estimate(12)).isEqualTo(", about 4 min");
        assertThat(timeLeft.estimate(450)).isEqualTo(", about 2.5 h");
    }
}
