package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SyntheticImagesTest {

    private static ImageSet images(int count, long seed) {
        return SyntheticImages.generate(count, Seeds.generator(seed));
    }

    private static byte[] bytes(ImageSet set) {
        ByteBuffer bytes = ByteBuffer.allocate(set.size() * set.imageLength());
        IntStream.range(0, set.size()).forEach(k -> bytes.put(set.image(k)));
        return bytes.array();
    }

    @Test
    void dependOnTheSeedAlone() {
        assertThat(bytes(images(50, 1))).isEqualTo(bytes(images(50, 1))).isNotEqualTo(bytes(images(50, 2)));
    }

    /** The last ones are kept, and given again for the same question alone. */
    @Test
    void thoseThatWereAskedForAreGiven() {
        byte[] twenty = bytes(SyntheticImages.of(20, 1, 99));
        assertThat(SyntheticImages.of(20, 1, 99)).isSameAs(SyntheticImages.of(20, 1, 99));
        assertThat(SyntheticImages.of(30, 1, 99).size()).isEqualTo(30);
        assertThat(bytes(SyntheticImages.of(30, 2, 99)))
                .isNotEqualTo(bytes(SyntheticImages.of(30, 1, 99)))
                .isNotEqualTo(bytes(SyntheticImages.of(30, 2, 98)));
        assertThat(bytes(SyntheticImages.of(20, 1, 99))).isEqualTo(twenty);
    }

    @Test
    void areTheSameOnEveryMachine() {
        assertThat(Arrays.hashCode(bytes(images(100, 0)))).isEqualTo(1663556064);
    }

    @Test
    void haveTenClassesInEqualShares() {
        int[] counts = new int[10];
        Arrays.stream(images(200, 3).labels()).forEach(label -> counts[label]++);
        assertThat(counts).containsOnly(20);
    }

    @Test
    void aLinearClassifierStaysBelow60Percent() {
        ImageSet train = images(4_000, 4);
        INDArray x = features(train);
        INDArray weights = softmaxRegression(x, labels(train));
        assertThat(accuracy(x, weights, train)).as("it has learned what it can").isGreaterThan(0.3);
        ImageSet test = images(1_000, 5);
        assertThat(accuracy(features(test), weights, test)).isBetween(0.1, 0.6);
    }

    /** Pixels in -0.5..0.5, and a column of ones. */
    private static INDArray features(ImageSet set) {
        byte[] pixels = bytes(set);
        float[] values = new float[pixels.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = (pixels[k] & 0xff) / 255f - 0.5f;
        }
        INDArray x = Nd4j.create(values, new long[] {set.size(), set.imageLength()}, 'c');
        return Nd4j.hstack(x, Nd4j.ones(set.size(), 1));
    }

    private static INDArray labels(ImageSet set) {
        INDArray labels = Nd4j.zeros(set.size(), 10);
        for (int row = 0; row < set.size(); row++) {
            labels.putScalar(row, set.labels()[row], 1);
        }
        return labels;
    }

    private static INDArray softmaxRegression(INDArray x, INDArray y) {
        INDArray weights = Nd4j.zeros(x.size(1), 10);
        INDArray velocity = weights.dup();
        for (int step = 0; step < 150; step++) {
            INDArray error = Transforms.softmax(x.mmul(weights), false).subi(y).divi(x.size(0));
            velocity.muli(0.9).addi(x.transpose().mmul(error));
            weights.subi(velocity.mul(0.02));
        }
        return weights;
    }

    private static double accuracy(INDArray x, INDArray weights, ImageSet set) {
        int[] predicted = x.mmul(weights).argMax(1).toIntVector();
        int right = 0;
        for (int k = 0; k < predicted.length; k++) {
            right += predicted[k] == set.labels()[k] ? 1 : 0;
        }
        return (double) right / predicted.length;
    }
}
