package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Initialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class IdentityInitializationTest {

    @ParameterizedTest
    @CsvSource({"5, 3, 3", "3, 5, 3", "4, 4, 1"})
    void theFirstFiltersCopyTheirChannelAndTheOthersAreDrawn(int out, int in, int side) {
        TextbookInitialization drawn = new TextbookInitialization(Initialization.HE_NORMAL);
        long[] shape = {out, in, side, side};
        INDArray view = Nd4j.create(1, (long) out * in * side * side);
        INDArray kernel = new IdentityInitialization(drawn).init(1, 1, shape, 'c', view);
        for (int filter = 0; filter < out; filter++) {
            INDArray one = kernel.slice(filter);
            if (filter < Math.min(in, out)) {
                assertThat(one.getDouble(filter, side / 2, side / 2)).isEqualTo(1);
                assertThat(one.norm1Number().doubleValue()).isEqualTo(1);
            } else {
                assertThat(one.norm1Number().doubleValue()).isGreaterThan(1e-3).isNotEqualTo(1);
            }
        }
        assertThat(view.norm1Number().doubleValue())
                .isEqualTo(kernel.norm1Number().doubleValue());
    }
}
