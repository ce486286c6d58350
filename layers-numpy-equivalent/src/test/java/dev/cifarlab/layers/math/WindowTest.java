package dev.cifarlab.layers.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.layers.Gradients;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class WindowTest {

    @ParameterizedTest
    @CsvSource({"3, 1, 0", "3, 1, 1", "2, 2, 0", "3, 2, 1", "1, 3, 0", "4, 3, 2", "4, 4, 0", "5, 2, 0"})
    void everyPatchHoldsThePixelsUnderTheWindow(int size, int stride, int padding) {
        Window window = new Window(size, stride, padding);
        INDArray x = Gradients.random(1, 2, 3, 6, 5);
        int rows = window.places(6);
        int columns = window.places(5);
        INDArray patches = window.im2col(x);
        assertThat(patches.shape()).containsExactly(3L * size * size, 2L * rows * columns);
        for (int index = 0; index < patches.length(); index++) {
            int place = index % (rows * columns);
            int image = index / (rows * columns) % 2;
            int k = index / (2 * rows * columns);
            int y = place / columns * stride + k / size % size - padding;
            int column = place % columns * stride + k % size - padding;
            boolean inside = y >= 0 && y < 6 && column >= 0 && column < 5;
            double expected = inside ? x.getDouble(image, k / (size * size), y, column) : 0;
            assertThat(patches.getDouble(k, image * rows * columns + place)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 0", "3, 1, 1", "2, 2, 0", "3, 2, 1", "1, 3, 0", "4, 3, 2", "4, 4, 0", "5, 2, 0"})
    void col2imIsTheTransposeOfIm2col(int size, int stride, int padding) {
        Window window = new Window(size, stride, padding);
        INDArray x = Gradients.random(2, 2, 3, 6, 5);
        INDArray patches = window.im2col(x);
        INDArray y = Gradients.random(3, patches.shape());
        double there = patches.mul(y).sumNumber().doubleValue();
        double back = window.col2im(y, x.shape()).mul(x).sumNumber().doubleValue();
        assertThat(there).isCloseTo(back, Offset.offset(1e-10));
    }

    @Test
    void countsPlacesAsTheFrameworksDo() {
        assertThat(new Window(3, 1, 0).places(32)).isEqualTo(30);
        assertThat(new Window(3, 1, 1).places(32)).isEqualTo(32);
        assertThat(new Window(3, 2, 1).places(32)).isEqualTo(16);
        assertThat(new Window(2, 2, 0).places(31)).isEqualTo(15);
        assertThatThrownBy(() -> new Window(5, 1, 1).places(2))
                .hasMessage("x: expected at least 3 rows and columns, found 2");
    }
}
