package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.runs.EpochMetrics;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static EpochMetrics epoch(int number, double accuracy) {
        return new EpochMetrics(number, 1, 0.5, 1, accuracy, 1e-3, 1, 1);
    }

    @Test
    void batchesAddUpWithinAnEpoch() {
        BatchScore batch = new BatchScore(3, 1, 2);
        Progress progress = Progress.START.plus(batch, 0.5).plus(batch, 1.25);
        assertThat(progress).isEqualTo(new Progress(0, 0, 0, 2, new BatchScore(6, 2, 4), 1.25));
        assertThat(progress.after(epoch(1, 0.25))).isEqualTo(new Progress(1, 1, 0.25));
    }

    /** Of equal ones the first. */
    @Test
    void theBestEpochIsTheFirstOfTheHighestAccuracy() {
        Progress first = Progress.START.after(epoch(1, 0));
        assertThat(first).isEqualTo(new Progress(1, 1, 0));
        Progress better = first.after(epoch(2, 0.5));
        assertThat(better).isEqualTo(new Progress(2, 2, 0.5));
        assertThat(better.after(epoch(3, 0.5))).isEqualTo(new Progress(3, 2, 0.5));
    }

    @Test
    void onlyAnEpochThatIsOverIsTheBest() {
        assertThat(Progress.START.isBest()).isFalse();
        assertThat(new Progress(2, 2, 0.5).isBest()).isTrue();
        assertThat(new Progress(2, 2, 0.5).plus(BatchScore.EMPTY, 1).isBest()).isFalse();
        assertThat(new Progress(3, 2, 0.5).isBest()).isFalse();
    }
}
