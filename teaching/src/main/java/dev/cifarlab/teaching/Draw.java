package dev.cifarlab.teaching;

import dev.cifarlab.layers.math.NumpyRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Shapes and numbers that the student does not know. */
final class Draw {

    private final NumpyRandom random;

    Draw(int seed) {
        random = new NumpyRandom(seed);
    }

    /** A whole number from {@code least} to {@code most}. */
    int whole(int least, int most) {
        return least + (int) (random.nextDouble() * (most - least + 1));
    }

    /** Numbers from U[-1, 1). */
    INDArray array(long... shape) {
        return random.uniform(-1, 1, DataType.DOUBLE, shape);
    }

    /** One-hot rows. */
    INDArray labels(int rows, int classes) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, rows, classes);
        for (int row = 0; row < rows; row++) {
            labels.putScalar(row, whole(0, classes - 1), 1);
        }
        return labels;
    }
}
