package dev.cifarlab.app.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.onednn.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

/** Each pass against the definition in double precision, in as many parts as one to five threads would take. */
class WinogradTest {

    private static final double ROUNDING = 1e-5; // of the largest value

    private final RandomGenerator random = new MersenneTwister(1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Session session;
    private Program program;

    @BeforeEach
    void oneDnnIsHere() {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
        session = opened(new Session());
        program = new Program(session);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(one);
        return one;
    }

    private Tensor external(Layout layout, long... shape) {
        Tensor tensor = program.external(Descriptor.of(session, Element.FLOAT32, layout, shape));
        tensor.moveTo(opened(new Block(tensor.descriptor().bytes())).address());
        return tensor;
    }

    private Tensor drawn(Layout layout, long... shape) {
        Tensor tensor = external(layout, shape);
        float[] values = tensor.read();
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextGaussian();
        }
        tensor.write(values);
        return tensor;
    }

    /** Runs it on memory full of NaN, as what was there before must not matter; twice, as it stays there. */
    private void run() {
        Block block = opened(new Block(program.plan()));
        Tensor all = program.external(Descriptor.of(session, Element.FLOAT32, Layout.ROWS, block.bytes() / 4));
        all.moveTo(block.address());
        float[] nothing = new float[(int) (block.bytes() / 4)];
        Arrays.fill(nothing, Float.NaN);
        all.write(nothing);
        program.bind(block.address());
        program.run();
        program.run();
    }

    @ParameterizedTest
    @CsvSource({
        // images, in, out, height, width, threads
        "1, 64, 64, 32, 32, 1",
        "3, 64, 96, 8, 12, 2",
        "7, 96, 32, 4, 4, 3",
        "1, 32, 64, 4, 4, 3",
        "5, 64, 64, 16, 16, 3",
        "37, 32, 32, 8, 8, 2",
        "2, 512, 272, 4, 4, 2",
        "4, 512, 272, 4, 4, 2",
        "1, 1040, 64, 36, 32, 1",
        "2, 16, 20, 4, 264, 5"
    })
    void everyPassIsTheDefinitions(int images, int in, int out, int height, int width, int threads) {
        Tensor maps = drawn(Layout.CHANNELS_LAST, images, in, height, width);
        Tensor weights = drawn(Layout.ROWS, out, in, 3, 3);
        Tensor slopes = drawn(Layout.CHANNELS_LAST, images, out, height, width);
        Tensor results = external(Layout.CHANNELS_LAST, images, out, height, width);
        Tensor inputGradient = external(Layout.CHANNELS_LAST, images, in, height, width);
        Tensor weightsGradient = external(Layout.ROWS, out, in, 3, 3);
        Grid grid = new Grid(images, height, width);
        Winograd winograd = new Winograd(program, in, out, grid, threads);
        winograd.forward(maps, weights, results);
        winograd.weightsGradient(maps, slopes, weightsGradient);
        winograd.inputGradient(slopes, weights, inputGradient);
        run();
        Definition exact = new Definition(in, out, grid, maps.read(), weights.read(), slopes.read());
        near("results", results, exact.results);
        near("gradient of weights", weightsGradient, exact.weightsGradient);
        near("gradient of inputs", inputGradient, exact.inputGradient);
    }

    private static void near(String what, Tensor tensor, double[] exact) {
        float[] values = tensor.read();
        double largest = 0;
        double error = 0;
        for (int k = 0; k < exact.length; k++) {
            largest = Math.max(largest, Math.abs(exact[k]));
            double off = Math.abs(values[k] - exact[k]);
            error = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(error, off);
        }
        assertThat(error / largest).as(what).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"true, false, false", "false, true, false", "false, false, true", "true, true, true"})
    void resultsAreFinished(boolean hasBias, boolean adds, boolean rectifies) {
        Tensor maps = drawn(Layout.CHANNELS_LAST, 2, 32, 8, 4);
        Tensor weights = drawn(Layout.ROWS, 48, 32, 3, 3);
        Tensor bias = drawn(Layout.ROWS, 48);
        Tensor shortcut = drawn(Layout.CHANNELS_LAST, 2, 48, 8, 4);
        Tensor results = external(Layout.CHANNELS_LAST, 2, 48, 8, 4);
        program.add(() -> results.write(shortcut.read()));
        Grid grid = new Grid(2, 8, 4);
        new Winograd(program, 32, 48, grid, 2)
                .inference(maps, weights, new Finish(hasBias ? bias : null, adds, rectifies), results);
        run();
        double[] exact = new Definition(32, 48, grid, maps.read(), weights.read(), shortcut.read()).results;
        for (int k = 0; k < exact.length; k++) {
            double all = exact[k] + (hasBias ? bias.read()[k % 48] : 0) + (adds ? shortcut.read()[k] : 0);
            exact[k] = rectifies ? Math.max(0, all) : all;
        }
        near("results", results, exact);
    }

    @Test
    void isThereWhereItPays() {
        assertThat(Winograd.suits(64, 64, 1, 32, 32)).isTrue();
        assertThat(Winograd.suits(512, 512, 64, 4, 4)).isTrue();
        assertThat(Winograd.suits(32, 64, 128, 32, 32)).isFalse();
        assertThat(Winograd.suits(64, 72, 128, 32, 32)).isFalse();
        assertThat(Winograd.suits(64, 64, 128, 30, 32)).isFalse();
        assertThat(Winograd.suits(64, 64, 128, 32, 6)).isFalse();
        assertThat(Winograd.suits(512, 512, 8, 4, 4)).isFalse(); // a few tiles
        assertThat(Winograd.suits(64, 64, 8192, 32, 32)).isFalse(); // 2 GiB
    }

    /** All three passes at once, by loops over all that meet. */
    private static final class Definition {

        private final int in;
        private final int out;
        private final float[] maps;
        private final float[] weights;
        private final float[] slopes;
        private final double[] results;
        private final double[] inputGradient;
        private final double[] weightsGradient;

        Definition(int in, int out, Grid grid, float[] maps, float[] weights, float[] slopes) {
            this.in = in;
            this.out = out;
            this.maps = maps;
            this.weights = weights;
            this.slopes = slopes;
            results = new double[slopes.length];
            inputGradient = new double[maps.length];
            weightsGradient = new double[weights.length];
            for (int place = 0; place < 9; place++) {
                for (int pixel = 0; pixel < grid.images() * grid.height() * grid.width(); pixel++) {
                    int down = place / 3 - 1;
                    int right = place % 3 - 1;
                    int y = pixel / grid.width() % grid.height() + down;
                    int x = pixel % grid.width() + right;
                    if (y >= 0 && y < grid.height() && x >= 0 && x < grid.width()) {
                        meet(place, pixel + down * grid.width() + right, pixel);
                    }
                }
            }
        }

        private void meet(int place, int from, int to) {
            for (int o = 0; o < out; o++) {
                double sum = 0;
                double slope = slopes[to * out + o];
                for (int i = 0; i < in; i++) {
                    int weight = (o * in + i) * 9 + place;
                    sum += (double) maps[from * in + i] * weights[weight];
                    inputGradient[from * in + i] += slope * weights[weight];
                    weightsGradient[weight] += slope * maps[from * in + i];
                }
                results[to * out + o] += sum;
            }
        }
    }
}
