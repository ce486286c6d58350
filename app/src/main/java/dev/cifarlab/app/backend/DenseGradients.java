package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.BatchedProduct;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Execution;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The gradients of a dense layer's weights, some rows at a time: each piece is computed when the optimizer comes to it,
 * and is in the processor's cache as the optimizer reads it. As a whole they are nowhere, which saves almost a third of
 * the traffic with memory, and a quarter of what a network of dense layers keeps. A step of the optimizer within the
 * backward pass is known from Lv et al. (2023), "Full Parameter Fine-tuning for Large Language Models with Limited
 * Resources", section 3.1; here all gradients of what is between the layers are known, and found finite, before the
 * first weight changes.
 */
final class DenseGradients {

    /** The longest rows of weights, of which a piece takes sixteen, that leave it in the cache. */
    private static final long LONGEST = 1 << 15;

    private final Formats formats;
    private final Program program;
    private final long rows;
    private final Tensor columns;
    private final Tensor input;
    private final Tensor biases;
    private final List<Lane> lanes;

    /**
     * Adds what prepares them to a program.
     *
     * @param input what came in, (n, in)
     * @param gradient of what went out, (n, out)
     */
    DenseGradients(Formats formats, Tensor input, Tensor gradient) {
        this.formats = formats;
        this.program = formats.program();
        long[] in = input.descriptor().shape();
        long out = gradient.descriptor().shape()[1];
        rows = Math.min(out, OptimizerPass.piece(in[1]) / in[1]);
        Element element = input.descriptor().element();
        Descriptor turned =
                Descriptor.strided(program.session(), element, new long[] {1, out, in[0]}, out * in[0], 1, out);
        columns = program.reordered(program.view(gradient, turned), formats.features(1, out, in[0]));
        Descriptor any = formats.weights(1, in[0], in[1]);
        Primitive product = product(rows, any);
        Descriptor liked = product.chosen(Choice.WEIGHTS, any);
        this.input = program.reordered(program.view(input, formats.features(1, in[0], in[1])), liked);
        long rest = out % rows;
        Primitive last = rest == 0 ? null : product(rest, liked);
        lanes = IntStream.range(0, OpenMp.threads())
                .mapToObj(k -> new Lane(product, last, rest))
                .toList();
        biases = biases(gradient, in[0], out);
    }

    /** Whether all of a network's layers are dense, and their rows short enough. */
    static boolean suits(Net net) {
        return net.nodes().stream()
                .filter(node -> !(node instanceof Node.Input))
                .allMatch(node -> {
                    boolean isDense = node instanceof Node.Dense || node instanceof Node.Output;
                    return isDense && net.shape(node.inputs().get(0)).values() <= LONGEST;
                });
    }

    private Primitive product(long some, Descriptor weights) {
        long[] shape = weights.shape();
        Descriptor src = formats.features(1, some, shape[1]);
        Descriptor dst = formats.rows(1, some, shape[2]);
        return OpenMp.alone(() -> BatchedProduct.of(program.session(), src, weights, dst, false));
    }

    /** Sums over the batch: a product with ones. */
    private Tensor biases(Tensor gradient, long examples, long out) {
        Tensor singles = program.tensor(formats.rows(1, 1, examples));
        float[] ones = new float[Math.toIntExact(examples)];
        Arrays.fill(ones, 1);
        program.add(() -> singles.write(ones), singles);
        Tensor row = program.reordered(singles, formats.features(1, 1, examples));
        Tensor matrix = program.view(gradient, formats.features(1, examples, out));
        Tensor sums = program.tensor(formats.rows(1, 1, out));
        program.add(
                BatchedProduct.of(program.session(), row.descriptor(), matrix.descriptor(), sums.descriptor(), false),
                Map.of(Argument.SRC, row, Argument.WEIGHTS, matrix, Argument.DST, sums));
        return sums;
    }

    /** All that is read or written after the program's last step. */
    Stream<Tensor> arrays() {
        return Stream.concat(Stream.of(columns, input, biases), lanes.stream().flatMap(lane -> lane.arrays.stream()));
    }

    /** Those of the weights, in the order of rows (out, in). */
    GradientPieces ofWeights() {
        long bytes = columns.descriptor().bytes() / columns.descriptor().shape()[1] * rows;
        int length = Math.toIntExact(rows * input.descriptor().shape()[2]);
        return new GradientPieces(
                length,
                lanes.size(),
                (index, thread) -> lanes.get(thread).compute(columns.address() + index * bytes, (index + 1L) * rows));
    }

    /** Those of the biases, in one piece. */
    GradientPieces ofBiases() {
        int length = Math.toIntExact(biases.descriptor().shape()[2]);
        return new GradientPieces(length, lanes.size(), (index, thread) -> biases.floats());
    }

    /** What one thread computes with. */
    private final class Lane {

        private final List<Tensor> arrays = new ArrayList<>();
        private final Tensor src;
        private final Tensor dst;
        private final Execution whole;
        private final @Nullable Execution rest;

        Lane(Primitive product, @Nullable Primitive last, long left) {
            long[] in = input.descriptor().shape();
            src = program.external(formats.features(1, rows, in[1]));
            dst = program.tensor(formats.rows(1, rows, in[2]));
            whole = execution(product, src, dst);
            rest = last == null
                    ? null
                    : execution(
                            last,
                            program.part(src, formats.features(1, left, in[1]), 0),
                            program.part(dst, formats.rows(1, left, in[2]), 0));
        }

        private Execution execution(Primitive primitive, Tensor from, Tensor to) {
            Execution execution =
                    program.execution(primitive, Map.of(Argument.SRC, from, Argument.WEIGHTS, input, Argument.DST, to));
            arrays.addAll(execution.arrays());
            return execution;
        }

        FloatBuffer compute(long from, long end) {
            src.moveTo(from);
            boolean isWhole = end <= columns.descriptor().shape()[1];
            (isWhole || rest == null ? whole : rest).run();
            return dst.floats();
        }
    }
}
