package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GradientCheckTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1024, 4097, 100_003})
    void whatIsNotFiniteIsSeenWhereverItIs(int length) {
        INDArray row = Nd4j.valueArrayOf(length, 1f);
        try (GradientCheck check = new GradientCheck(row)) {
            assertThat(check.isPassed()).isTrue();
            for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                for (int place : new int[] {0, length / 2, length - 1}) {
                    row.putScalar(place, value);
                    assertThat(check.isPassed()).as("%s at %d", value, place).isFalse();
                    row.putScalar(place, 1);
                }
            }
            assertThat(check.isPassed()).isTrue();
        }
    }

    @Test
    void infinitiesOfBothSignsDoNotCancel() {
        INDArray row = Nd4j.ones(2048);
        row.putScalar(3, Float.POSITIVE_INFINITY);
        row.putScalar(4, Float.NEGATIVE_INFINITY);
        try (GradientCheck check = new GradientCheck(row)) {
            assertThat(check.isPassed()).isFalse();
        }
    }

    @Test
    void onlyTheRowItselfIsLookedAt() {
        INDArray all = Nd4j.zeros(5000);
        all.putScalar(99, Float.NaN);
        all.putScalar(4900, Float.NaN);
        try (GradientCheck check = new GradientCheck(all.get(NDArrayIndex.interval(100, 4900)))) {
            assertThat(check.isPassed()).isTrue();
        }
    }
}
