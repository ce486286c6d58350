package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Session;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** What the machine can do: matrix products (m, k) (k, n) of oneDNN, in the layouts that it chooses. */
final class Products {

    /** m, k, n. */
    private static final int[][] SHAPES = {
        {1024, 1024, 1024},
        {2048, 2048, 2048},
        {4096, 1024, 1024},
        {8192, 576, 512},
        {1024, 4096, 1024},
        {4096, 4096, 512}
    };

    private Products() {}

    /** Prints the best shape's GFLOP/s, twice, in the places of training and inference, and the peak memory in MiB. */
    static void print(Element element, int times) throws IOException {
        Nd4j.zeros(1); // ND4J's OpenMP first, as in a training
        double best = 0;
        for (int[] shape : SHAPES) {
            best = Math.max(best, gigaflops(element, shape[0], shape[1], shape[2], times));
        }
        System.out.printf(Locale.ROOT, "%.1f %.1f %d%n", best, best, Timing.peak());
    }

    private static double gigaflops(Element element, int m, int k, int n, int times) {
        Session session = new Session();
        Descriptor left = Descriptor.of(session, element, Layout.ANY, m, k);
        Descriptor right = Descriptor.of(session, element, Layout.ANY, n, k);
        Descriptor bias = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, n);
        Descriptor out = Descriptor.of(session, element, Layout.ANY, m, n);
        Primitive product = InnerProduct.forward(session, left, right, bias, out, Epilogue.NONE);
        Program program = new Program(session);
        program.add(
                product,
                Map.of(
                        Argument.SRC,
                        program.tensor(product.chosen(Choice.SRC, left)),
                        Argument.WEIGHTS,
                        program.tensor(product.chosen(Choice.WEIGHTS, right)),
                        Argument.BIAS,
                        program.tensor(bias),
                        Argument.DST,
                        program.tensor(product.chosen(Choice.DST, out))));
        try (Block block = new Block(program.plan())) {
            program.bind(block.address());
            return 2.0 * m * k * n / Timing.seconds(program::run, times) / 1e9;
        }
    }
}
