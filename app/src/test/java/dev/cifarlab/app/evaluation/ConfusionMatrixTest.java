package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    /** By hand: cat 3 of 5 right, dog 4 of 4, frog never seen, and taken for once. */
    @Test
    void precisionRecallAndTheirMeansAreThoseOfTheTextbook() {
        ConfusionMatrix confusion =
                new ConfusionMatrix(List.of("cat", "dog", "frog"), new int[][] {{3, 1, 1}, {0, 4, 0}, {0, 0, 0}});
        assertThat(confusion.precision(0)).isEqualTo(1);
        assertThat(confusion.precision(1)).isEqualTo(0.8);
        assertThat(confusion.precision(2)).isZero();
        assertThat(confusion.f1(0)).isCloseTo(0.75, within(1e-12));
        assertThat(confusion.f1(1)).isCloseTo(8.0 / 9, within(1e-12));
        assertThat(confusion.macro(confusion::precision)).isCloseTo(0.9, within(1e-12));
        assertThat(confusion.macro(confusion::accuracy)).isCloseTo(0.8, within(1e-12));
        assertThat(confusion.weighted(confusion::accuracy)).isCloseTo(confusion.accuracy(), within(1e-12));
        assertThat(confusion.weighted(confusion::precision)).isCloseTo((5 + 4 * 0.8) / 9, within(1e-12));
    }

    @Test
    void confidenceIsHeldAgainstAccuracyBinByBin() {
        Calibration calibration = Calibration.empty()
                .with(0.95, true)
                .with(0.97, true)
                .with(0.99, false)
                .with(0.5, true)
                .with(1, true);
        assertThat(calibration.bins().get(14)).isEqualTo(new Calibration.Bin(4, 0.95 + 0.97 + 0.99 + 1, 3));
        assertThat(calibration.error()).isCloseTo((0.91 + 0.5) / 5, within(1e-12));
        assertThat(Calibration.empty().with(0.2, false).error()).isCloseTo(0.2, within(1e-12));
    }
}
