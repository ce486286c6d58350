package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final double TINY = 1e-12;

    private static CellResult finished(Activation activation, long seed, double accuracy, double loss, int best) {
        Cell cell = new Cell(activation, Initialization.HE_NORMAL, seed);
        return new CellResult(cell, CellStatus.FINISHED, 9, best, accuracy, loss, 0.1, 10 * best, "");
    }

    private static CellResult failed(Activation activation, long seed) {
        Cell cell = new Cell(activation, Initialization.HE_NORMAL, seed);
        return CellResult.of(cell, CellStatus.FAILED, List.of(), "NaN");
    }

    @Test
    void meansAndSpreadAreThoseOfAPocketCalculator() {
        List<Rank> ranks = Ranking.of(List.of(
                        finished(Activation.RELU, 0, 0.5, 1, 3),
                        finished(Activation.TANH, 0, 0.7, 2, 4),
                        finished(Activation.RELU, 1, 0.6, 2, 5),
                        failed(Activation.TANH, 1),
                        finished(Activation.RELU, 2, 0.4, 6, 7)))
                .ranks();
        assertThat(ranks)
                .extracting(rank -> rank.combination().name())
                .containsExactly("relu_he-normal", "tanh_he-normal");
        Rank relu = ranks.get(0);
        assertThat(relu.meanAccuracy()).isCloseTo(0.5, within(TINY));
        assertThat(relu.stdAccuracy()).isCloseTo(0.1, within(TINY)); // sqrt((0 + 0.01 + 0.01) / 2)
        assertThat(relu.meanLoss()).isCloseTo(3, within(TINY));
        assertThat(relu.meanSeconds()).isCloseTo(50, within(TINY));
        assertThat(relu.bestEpochs()).containsExactly(3, 5, 7);
        assertThat(relu.seeds()).isEqualTo(3);
        assertThat(relu.failures()).isZero();
    }

    @Test
    void failedSeedsAreCountedAndLeaveNoTraceInTheMean() {
        Rank tanh = Ranking.of(List.of(failed(Activation.TANH, 0), finished(Activation.TANH, 1, 0.7, 2, 4)))
                .ranks()
                .get(0);
        assertThat(tanh.failures()).isEqualTo(1);
        assertThat(tanh.seeds()).isEqualTo(1);
        assertThat(tanh.meanAccuracy()).isEqualTo(0.7);
        assertThat(tanh.stdAccuracy()).isNaN();
    }

    @Test
    void noneWinsByTheSeedsThatItLost() {
        List<Rank> ranks = Ranking.of(List.of(
                        failed(Activation.RELU, 0),
                        failed(Activation.RELU, 1),
                        finished(Activation.RELU, 2, 0.9, 1, 3),
                        finished(Activation.TANH, 0, 0.4, 1, 3),
                        finished(Activation.TANH, 1, 0.4, 1, 3),
                        finished(Activation.TANH, 2, 0.4, 1, 3)))
                .ranks();
        assertThat(ranks)
                .extracting(rank -> rank.combination().activation())
                .containsExactly(Activation.TANH, Activation.RELU);
        assertThat(ranks.get(1).meanAccuracy()).isEqualTo(0.9);
    }

    @Test
    void anAbandonedSeedSaysNothingOfItsCombination() {
        Cell cell = new Cell(Activation.RELU, Initialization.HE_NORMAL, 0);
        List<Rank> ranks = Ranking.of(List.of(
                        CellResult.of(cell, CellStatus.ABANDONED, List.of(), "no machine"),
                        finished(Activation.TANH, 0, 0.4, 1, 3),
                        finished(Activation.RELU, 1, 0.5, 1, 3),
                        finished(Activation.TANH, 1, 0.4, 1, 3)))
                .ranks();
        assertThat(ranks.get(0).combination().activation()).isEqualTo(Activation.RELU);
        assertThat(ranks.get(0).failures()).isEqualTo(1);
    }

    @Test
    void thoseThatAllFailedComeLast() {
        List<Rank> ranks = Ranking.of(List.of(failed(Activation.RELU, 0), finished(Activation.TANH, 0, 0, 2, 4)))
                .ranks();
        assertThat(ranks.get(1).combination().activation()).isEqualTo(Activation.RELU);
        assertThat(ranks.get(1).meanAccuracy()).isNaN();
        assertThat(ranks.get(1).bestEpochs()).isEmpty();
    }

    @Test
    void stoppedOnesAreCounted() {
        Cell cell = new Cell(Activation.RELU, Initialization.HE_NORMAL, 0);
        CellResult stopped = new CellResult(cell, CellStatus.STOPPED, 2, 1, 0.3, 2, 0.2, 5, "late");
        Rank rank = Ranking.of(List.of(stopped)).ranks().get(0);
        assertThat(rank.stopped()).isEqualTo(1);
        assertThat(rank.meanAccuracy()).isEqualTo(0.3);
    }
}
