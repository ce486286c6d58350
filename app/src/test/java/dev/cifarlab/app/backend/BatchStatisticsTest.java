package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.BatchNormalization;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Values of variance 1 around means of any size, against the same sums in double precision. The values themselves are
 * singles, so the truth is what they are. A deviation from the mean has an error of half a unit in the mean's last
 * place: 4e-6 at 100, 5e-4 at 10,000; the variance averages over them.
 */
class BatchStatisticsTest {

    private static final int BATCH = 128;
    private static final int CHANNELS = 3;
    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final double EPSILON = 1e-5;

    private static float[] values(double mean, long seed) {
        Random random = new Random(seed);
        float[] values = new float[BATCH * CHANNELS * PLANE];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (mean + random.nextGaussian());
        }
        return values;
    }

    private static int channel(int k) {
        return k / PLANE % CHANNELS;
    }

    /** Means over each channel of the products of two arrays, less what is given. */
    private static double[] means(float[] a, double[] shift, float[] b, double[] otherShift) {
        double[] means = new double[CHANNELS];
        for (int k = 0; k < a.length; k++) {
            int c = channel(k);
            means[c] += (a[k] - shift[c]) * (b == null ? 1 : b[k] - otherShift[c]) / (BATCH * PLANE);
        }
        return means;
    }

    private static final double[] ZERO = new double[CHANNELS];

    private static void close(INDArray actual, double[] expected, double bound) {
        for (int c = 0; c < CHANNELS; c++) {
            assertThat(actual.getDouble(c)).as("channel %d", c).isCloseTo(expected[c], within(bound));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 100, 1000, -10_000, 10_000})
    void meanAndVarianceAreTheDoubles(double mean) {
        float[] x = values(mean, 1);
        double[] means = means(x, ZERO, null, ZERO);
        double[] variances = means(x, means, x, means);
        BatchStatistics statistics = BatchStatistics.of(images(x), images(x).ulike());
        close(statistics.mean(), means, 1e-4 + 1e-7 * Math.abs(mean));
        close(statistics.variance(), variances, 1e-3);
    }

    private static INDArray images(float[] values) {
        return Nd4j.createFromArray(values).reshape(BATCH, CHANNELS, SIDE, SIDE);
    }

    /** Within two units in the last place of the input, which the deviations have of it. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 100, 1000, 10_000})
    void bothPassesAreTheDoubles(double mean) {
        float[] x = values(mean, 2);
        float[] dy = values(0, 3);
        double[] means = means(x, ZERO, null, ZERO);
        double[] variances = means(x, means, x, means);
        double[] dyMeans = means(dy, ZERO, null, ZERO);
        double[] products = means(dy, ZERO, x, means);
        INDArray gamma = Nd4j.createFromArray(1.5f, -0.5f, 2f);
        INDArray beta = Nd4j.createFromArray(0.25f, 1f, -1f);
        INDArray y = images(x).ulike();
        BatchStatistics statistics = BatchStatistics.of(images(x), y);
        statistics.finish(gamma, beta, EPSILON, y);
        INDArray dGamma = Nd4j.create(CHANNELS);
        INDArray dBeta = Nd4j.create(CHANNELS);
        INDArray dx = images(x).ulike();
        statistics.backward(images(x), images(dy), gamma, EPSILON, dGamma, dBeta, dx);
        float[] outputs = y.reshape(x.length).toFloatVector();
        float[] gradients = dx.reshape(x.length).toFloatVector();
        double bound = 1e-4 + 4 * Math.ulp((float) mean);
        for (int k = 0; k < x.length; k++) {
            int c = channel(k);
            double inverse = 1 / Math.sqrt(variances[c] + EPSILON);
            double normal = (x[k] - means[c]) * inverse;
            double scale = gamma.getDouble(c) * inverse;
            double output = gamma.getDouble(c) * normal + beta.getDouble(c);
            assertThat(outputs[k]).isCloseTo((float) output, within((float) bound));
            assertThat(gradients[k])
                    .isCloseTo((float) (scale * (dy[k] - dyMeans[c] - normal * products[c] * inverse)), within((float)
                            bound));
        }
        for (int c = 0; c < CHANNELS; c++) {
            double n = BATCH * PLANE;
            assertThat(dBeta.getDouble(c)).isCloseTo(n * dyMeans[c], within(0.1));
            assertThat(dGamma.getDouble(c))
                    .isCloseTo(n * products[c] / Math.sqrt(variances[c] + EPSILON), within(0.1 + n * bound * 1e-2));
        }
    }

    /**
     * What computes them on Linux x86-64 takes two passes: the mean is a sum of singles, 131,072 here, and the
     * variance, around that mean, is larger by the square of its error. Channels last, it adds them one by one, so
     * that one thread is 1.1e-5 off where two are half of that, and at 10,000 the mean is off by 3: no test holds what
     * is wrong.
     */
    @ParameterizedTest
    @EnumSource(
            value = Layout.class,
            names = {"ROWS", "CHANNELS_LAST"})
    void oneDnnsOwnAreTheDoublesToo(Layout layout) {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        double[] all = {0, 100, 1000, 10_000};
        for (double mean : Arrays.copyOf(all, layout == Layout.ROWS ? 4 : 3)) {
            float[] x = values(mean, 4);
            double[] means = means(x, ZERO, null, ZERO);
            double[] variances = means(x, means, x, means);
            INDArray[] actual = oneDnn(x, layout);
            double bound = 1e-4 + (layout == Layout.ROWS ? 1e-5 : 5e-5) * Math.abs(mean);
            close(actual[0], means, bound);
            close(actual[1], variances, 1e-3 + bound * bound);
        }
    }

    private static INDArray[] oneDnn(float[] x, Layout layout) {
        try (Session session = new Session();
                Block inputs = new Block(4L * x.length + 1024);
                Block memory = new Block(64L * x.length)) {
            Program program = new Program(session);
            Descriptor rows = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, BATCH, CHANNELS, SIDE, SIDE);
            Descriptor perChannel = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, CHANNELS);
            Tensor source = program.external(rows);
            source.moveTo(inputs.address());
            source.write(x);
            Tensor scale = program.external(perChannel);
            scale.moveTo(inputs.address() + Block.aligned(4L * x.length));
            scale.write(new float[] {1, 1, 1});
            Descriptor array = Descriptor.of(session, Element.FLOAT32, layout, BATCH, CHANNELS, SIDE, SIDE);
            Tensor ordered = program.reordered(source, array);
            Primitive primitive = new BatchNormalization((float) EPSILON, false).forward(session, array);
            Tensor mean = program.tensor(perChannel);
            Tensor variance = program.tensor(perChannel);
            program.add(
                    primitive,
                    Map.of(
                            Argument.SRC, ordered,
                            Argument.SCALE, scale,
                            Argument.SHIFT, scale,
                            Argument.MEAN, mean,
                            Argument.VARIANCE, variance,
                            Argument.DST, program.tensor(array)));
            program.add(() -> {}, mean, variance);
            assertThat(program.plan()).isLessThanOrEqualTo(memory.bytes());
            program.bind(memory.address());
            program.run();
            return new INDArray[] {Nd4j.createFromArray(mean.read()), Nd4j.createFromArray(variance.read())};
        }
    }
}
