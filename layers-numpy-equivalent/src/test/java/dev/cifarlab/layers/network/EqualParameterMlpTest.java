package dev.cifarlab.layers.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.layers.Gradients;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class EqualParameterMlpTest {

    /** Half a unit of the hidden layers more or less: the numbers are those of the app's own. */
    @ParameterizedTest
    @CsvSource({"3, 32, 2139", "1, 28, 2968"})
    void hasTheWeightsOfTheResNet18(int channels, int side, int width) {
        Sequential mlp = new EqualParameterMlp(channels, side, 10, "relu", DataType.FLOAT, 0).network();
        Map<String, INDArray> weights = mlp.weights();
        assertThat(weights.get("3.W").shape()).containsExactly(width, width);
        long target = 11_173_962 + 576L * (channels - 3);
        long count = weights.values().stream().mapToLong(INDArray::length).sum();
        assertThat(Math.abs(count - target)).isLessThan((2L * width + (long) channels * side * side) / 2);
        INDArray x = Gradients.random(1, 2, channels, side, side).castTo(DataType.FLOAT);
        assertThat(mlp.infer(x).shape()).containsExactly(2, 10);
    }
}
