package dev.cifarlab.benchmarks.winograd;

import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Session;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntToDoubleFunction;

/**
 * Times the three passes of 3x3 convolutions of 128 images, in turns, and prints a table: {@code LayerSpeed ROUNDS}.
 */
public final class LayerSpeed {

    private static final int IMAGES = 128;
    private static final int[][] CHANNELS_AND_SIDE = {{64, 32}, {128, 16}, {256, 8}, {512, 4}};
    private static final int WARM_UP = 20; // passes: the JVM compiles after some

    private LayerSpeed() {}

    /** What is to be timed, and how wrong it is. */
    private record Pass(String name, Runnable last, Runnable blocks, Runnable winograd, Accuracy accuracy) {

        String row(int rounds) {
            for (int k = 0; k < WARM_UP; k++) {
                winograd.run();
            }
            List<Runnable> all = List.of(blocks, last, winograd);
            double[][] times = new double[all.size()][rounds];
            for (int round = 0; round < rounds; round++) {
                for (int k = 0; k < times.length; k++) {
                    all.get(k).run();
                    long start = System.nanoTime();
                    all.get(k).run();
                    times[k][round] = (System.nanoTime() - start) / 1e6;
                }
            }
            double[] medians = Arrays.stream(times)
                    .mapToDouble(some -> Arrays.stream(some).sorted().toArray()[rounds / 2])
                    .toArray();
            last.run(); // its result is where that in blocks was
            return String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f | %.1f | %.2f | %s |",
                    name,
                    medians[0],
                    medians[1],
                    medians[2],
                    Math.min(medians[0], medians[1]) / medians[2],
                    accuracy.text());
        }
    }

    /** Where both results are, and what they should be. */
    private record Accuracy(Floats direct, Floats winograd, int count, IntToDoubleFunction exact) {

        String text() {
            return String.format(
                    Locale.ROOT,
                    "%.0e | %.0e",
                    Exact.error(direct.read(count), exact),
                    Exact.error(winograd.read(count), exact));
        }
    }

    /** Prints the table, of medians of so many rounds. */
    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        System.out.println("""
                | pass | direct, blocks of channels | direct, channels last | Winograd | times as fast \
                | error, direct | error, Winograd |
                |---|---|---|---|---|---|---|""");
        for (int[] layer : CHANNELS_AND_SIDE) {
            for (Pass pass : passes(new Shape(IMAGES, layer[0], layer[0], layer[1]))) {
                System.out.println(pass.row(rounds));
            }
        }
    }

    private static List<Pass> passes(Shape shape) {
        Random random = new Random(1);
        int each = shape.in() * shape.out() * 9;
        int count = shape.images() * shape.side() * shape.side() * shape.in();
        float[] maps = rectified(values(random, count, 1));
        float[] weights = values(random, each, Math.sqrt(2.0 / 9 / shape.in()));
        float[] slopes = values(random, count, 1);
        Exact exact = new Exact(shape, maps, weights, slopes);
        Direct last = new Direct(shape, Layout.CHANNELS_LAST);
        Tiled tiled = new Tiled(new Session(), shape);
        Direct any = new Direct(shape, Layout.ANY);
        Floats x = Floats.of(maps);
        Floats w = Floats.of(weights);
        Floats dy = Floats.of(slopes);
        Floats[] y = {Floats.of(count), Floats.of(count)};
        Floats[] dx = {Floats.of(count), Floats.of(count)};
        Floats[] dw = {Floats.of(each), Floats.of(each)};
        String name = String.format("%d channels, %2$dx%2$d, ", shape.in(), shape.side());
        return List.of(
                new Pass(
                        name + "forward",
                        last.forward(x, w, y[0]),
                        any.forward(x, w, y[0]),
                        tiled.forward(x, w, y[1]),
                        new Accuracy(y[0], y[1], count, exact::forward)),
                new Pass(
                        "gradient of inputs",
                        last.inputGradient(dy, w, dx[0]),
                        any.inputGradient(dy, w, dx[0]),
                        tiled.inputGradient(dy, w, dx[1]),
                        new Accuracy(dx[0], dx[1], count, exact::inputGradient)),
                new Pass(
                        "gradient of weights",
                        last.weightsGradient(x, dy, dw[0]),
                        any.weightsGradient(x, dy, dw[0]),
                        tiled.weightsGradient(x, dy, dw[1]),
                        new Accuracy(dw[0], dw[1], each, exact::weightsGradient)));
    }

    /** As after ReLU. */
    private static float[] rectified(float[] values) {
        for (int k = 0; k < values.length; k++) {
            values[k] = Math.max(0, values[k]);
        }
        return values;
    }

    private static float[] values(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int k = 0; k < count; k++) {
            values[k] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }
}
