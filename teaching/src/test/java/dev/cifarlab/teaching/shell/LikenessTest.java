package dev.cifarlab.teaching.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.math.NumpyRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LikenessTest {

    private static final INDArray SQUARE = new NumpyRandom(1).uniform(-1, 1, DataType.DOUBLE, 4, 4);
    private static final INDArray FILTERS = new NumpyRandom(2).uniform(-1, 1, DataType.DOUBLE, 2, 1, 3, 3);

    private static String different(UnaryOperator<INDArray> mistake, INDArray reference) {
        Likeness likeness = Likeness.cmp("dW", mistake.apply(reference.dup()), reference);
        assertThat(likeness.close()).isFalse();
        return likeness.toString();
    }

    @Test
    void equalArraysAreExactOrClose() {
        assertThat(Likeness.cmp("dW", SQUARE.dup('f'), SQUARE)).hasToString("dW: exact");
        assertThat(Likeness.cmp("z", Nd4j.zeros(DataType.DOUBLE, 2).neg(), Nd4j.zeros(DataType.DOUBLE, 2)))
                .hasToString("z: exact");
        Likeness close = Likeness.cmp("dW", SQUARE.mul(1 + 1e-12), SQUARE);
        assertThat(close.close()).isTrue();
        assertThat(close.text()).startsWith("dW: close, largest difference ");
        assertThat(Likeness.cmp("dW", SQUARE.castTo(DataType.FLOAT), SQUARE).close())
                .isTrue();
    }

    @Test
    void theWorstElementIsTold() {
        INDArray mine = SQUARE.dup().putScalar(2, 1, 5);
        INDArray reference = SQUARE.dup().putScalar(2, 1, 3);
        assertThat(Likeness.cmp("dW", mine, reference))
                .hasToString("dW: different, largest difference 2.0 at [2, 1]: 5.0, 3.0 is due");
    }

    @Test
    void causesOfWrongNumbersAreNamed() {
        assertThat(different(INDArray::neg, SQUARE)).endsWith("likely cause: the sign");
        assertThat(different(x -> x.mul(4), SQUARE))
                .endsWith("a factor of 4.0 throughout (if that is the number of examples: sum and mean confused)");
        assertThat(different(x -> x.mul(0.3), SQUARE)).endsWith("a factor of 0.3 throughout");
        assertThat(different(x -> x.transpose().dup(), SQUARE)).endsWith("likely cause: transposed");
        assertThat(different(x -> x.add(0.5), SQUARE)).endsWith("likely cause: 0.5 added throughout");
        assertThat(different(x -> x.castTo(DataType.FLOAT).castTo(DataType.DOUBLE), SQUARE))
                .endsWith("likely cause: rounded to single precision on the way");
        assertThat(different(x -> x.putScalar(1, 2, Double.NaN), SQUARE)).contains("likely cause: NaN or infinity");
        assertThat(different(LikenessTest::turned, FILTERS))
                .endsWith("reversed in both axes (convolution for correlation)");
    }

    /** Each 3x3 filter by half a turn. */
    private static INDArray turned(INDArray filters) {
        INDArray turned = filters.dup();
        for (int k = 0; k < filters.length(); k++) {
            int unit = k / 9;
            turned.putScalar(k, filters.getDouble(unit, 0, 2 - k % 9 / 3, 2 - k % 3));
        }
        return turned;
    }

    @Test
    void masksAreNamed() {
        INDArray positive = SQUARE.gt(0).castTo(DataType.DOUBLE);
        INDArray masked = SQUARE.mul(positive);
        assertThat(Likeness.cmp("dZ", SQUARE, masked).text()).contains("a mask left out");
        assertThat(Likeness.cmp("dZ", masked, SQUARE).text()).contains("a wrong mask");
    }

    @Test
    void causesOfWrongShapesAreNamed() {
        INDArray wide = new NumpyRandom(3).uniform(-1, 1, DataType.DOUBLE, 2, 3);
        assertThat(different(x -> x.transpose().dup(), wide))
                .isEqualTo("dW: shape [3, 2], [2, 3] is due; likely cause: transposed");
        assertThat(Likeness.cmp("db", wide.sum(0), wide.sum(true, 0)).text()).contains("an axis kept or dropped");
        assertThat(Likeness.cmp("db", wide, wide.sum(0)).text()).endsWith("not summed over the examples");
        assertThat(Likeness.cmp("db", wide, wide.mean(0)).text()).endsWith("not averaged over the examples");
        assertThat(Likeness.cmp("db", wide, SQUARE)).hasToString("db: shape [2, 3], [4, 4] is due");
        assertThat(Likeness.cmp("db", null, wide)).hasToString("db: mine is null");
    }
}
