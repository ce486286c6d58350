package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.backend.BatchScore;
import org.junit.jupiter.api.Test;

class GuessingTest {

    @Test
    void whatIsWorseThanGuessingIsSaid() {
        assertThat(Guessing.worse(3, new BatchScore(2 * 2.5, 0, 2), 10))
                .contains("epoch 3: the training loss 2.500 is above 2.303, that of guessing;"
                        + " try a smaller --learning-rate");
        assertThat(Guessing.worse(3, new BatchScore(2 * 2.5, 0, 2), 100)).isEmpty();
    }

    @Test
    void whatIsAsGoodIsNot() {
        assertThat(Guessing.worse(1, new BatchScore(Math.log(10), 0, 1), 10)).isEmpty();
    }
}
