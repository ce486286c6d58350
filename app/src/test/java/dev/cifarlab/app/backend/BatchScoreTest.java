package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.data.Labels;
import org.junit.jupiter.api.Test;

class BatchScoreTest {

    /** A smaller batch at an epoch's end counts by its images. */
    @Test
    void meansAreOverImagesNotOverBatches() {
        BatchScore sum = new BatchScore(8, 3, 4).plus(new BatchScore(1, 0, 1)).plus(BatchScore.EMPTY);
        assertThat(sum).isEqualTo(new BatchScore(9, 3, 5));
        assertThat(sum.meanLoss()).isEqualTo(1.8);
        assertThat(sum.accuracy()).isEqualTo(0.6);
    }

    @Test
    void lossesAreSummedAndAnswersCounted() {
        double[][] logits = {{0, 0}, {3, 0}, {0, 1}};
        Labels labels = Labels.of(1, 0, 0);
        BatchScore score = BatchScore.of(logits, labels);
        double expected = Math.log(2) + Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(1));
        assertThat(score.loss()).isCloseTo(expected, within(1e-12));
        assertThat(score.correct()).isEqualTo(1); // of equals the first, which is wrong in the first row
        assertThat(score.examples()).isEqualTo(3);
    }
}
