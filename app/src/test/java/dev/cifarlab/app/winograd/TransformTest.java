package dev.cifarlab.app.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The matrices against what F(4, 3) is by definition: A^T [(G g) (B^T d)] is the correlation of d with g. */
class TransformTest {

    private static final double ROUNDING = 3e-5;

    private final RandomGenerator random = new MersenneTwister(1);

    private float[][] values(int arrays, int n) {
        float[][] values = new float[arrays][n];
        for (float[] array : values) {
            for (int k = 0; k < n; k++) {
                array[k] = (float) random.nextGaussian();
            }
        }
        return values;
    }

    private static float[][] apply(Transform transform, float[][] x, int n) {
        float[][] y = new float[transform.to()][n];
        transform.apply(x, y, n);
        return y;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 64, 100})
    void productsOfTransformsAreCorrelations(int n) {
        float[][] d = values(6, n);
        float[][] g = values(3, n);
        float[][] products = apply(Transform.DATA, d, n);
        float[][] kernels = apply(Transform.KERNEL, g, n);
        for (int r = 0; r < 6; r++) {
            for (int k = 0; k < n; k++) {
                products[r][k] *= kernels[r][k];
            }
        }
        float[][] results = apply(Transform.RESULT, products, n);
        for (int r = 0; r < 4; r++) {
            for (int k = 0; k < n; k++) {
                double exact = 0;
                for (int place = 0; place < 3; place++) {
                    exact += (double) d[r + place][k] * g[place][k];
                }
                assertThat((double) results[r][k]).isCloseTo(exact, within(ROUNDING));
            }
        }
    }

    @Test
    void waysBackAreTheTransposedMatrices() {
        transposed(Transform.RESULT_BACK, Transform.RESULT);
        transposed(Transform.KERNEL_BACK, Transform.KERNEL);
    }

    private static void transposed(Transform back, Transform there) {
        for (int r = 0; r < there.to(); r++) {
            for (int c = 0; c < there.from(); c++) {
                assertThat(element(back, c, r)).isCloseTo(element(there, r, c), within(1e-6f));
            }
        }
    }

    private static float element(Transform transform, int r, int c) {
        float[][] unit = new float[transform.from()][1];
        unit[c][0] = 1;
        return apply(transform, unit, 1)[r][0];
    }
}
