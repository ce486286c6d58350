package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void countsRightAnswersByClass() {
        ConfusionMatrix confusion = ConfusionMatrix.empty(List.of("cat", "dog", "frog"));
        confusion.add(0, 0);
        confusion.add(0, 1);
        confusion.add(0, 0);
        confusion.add(1, 1);
        assertThat(confusion.total(0)).isEqualTo(3);
        assertThat(confusion.accuracy(0)).isEqualTo(2.0 / 3);
        assertThat(confusion.accuracy(2)).isNaN();
        assertThat(confusion.accuracy()).isEqualTo(0.75);
    }
}
