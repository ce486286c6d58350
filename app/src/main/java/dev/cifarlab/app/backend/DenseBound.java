package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/**
 * A bound for the gradients of a dense layer, which a program computes as it goes. Each of them is a sum over the batch
 * of what came in times the gradient of what went out, so that none, nor any part of its sum, is larger than the
 * product of the norms of both (Cauchy and Schwarz): far fewer numbers to read than there are gradients.
 */
final class DenseBound {

    private static final int ROWS = 16; // at most; the fastest of 1 to 128 for arrays of 300,000 to 400,000 numbers

    private final Formats formats;
    private double in;
    private double out;
    private long examples;

    DenseBound(Formats formats) {
        this.formats = formats;
    }

    /**
     * Adds its steps, where both arrays are there.
     *
     * @param input what came in, (n, in)
     * @param gradient of what went out, (n, out)
     */
    void add(Tensor input, Tensor gradient) {
        examples = gradient.descriptor().shape()[0];
        addSquares(input, sum -> in = sum);
        addSquares(gradient, sum -> out = sum);
    }

    /** The sum of an array's squares: the diagonal of the product of its rows, cut anew, with themselves. */
    private void addSquares(Tensor array, DoubleConsumer taker) {
        Program program = formats.program();
        long[] shape = array.descriptor().shape();
        long numbers = shape[0] * shape[1];
        int rows = (int) Math.min(ROWS, Long.lowestOneBit(numbers));
        Descriptor cut = formats.features(rows, numbers / rows);
        Tensor src = program.view(array, cut);
        Tensor bias = program.tensor(formats.rows(rows));
        Tensor products = program.tensor(formats.rows(rows, rows));
        program.add(() -> bias.write(new float[rows]), bias);
        program.add(
                InnerProduct.forward(
                        program.session(), cut, cut, bias.descriptor(), products.descriptor(), Epilogue.NONE),
                Map.of(Argument.SRC, src, Argument.WEIGHTS, src, Argument.BIAS, bias, Argument.DST, products));
        program.add(
                () -> {
                    float[] all = products.read();
                    taker.accept(IntStream.range(0, rows)
                            .mapToDouble(k -> all[k * (rows + 1)])
                            .sum());
                },
                products);
    }

    /** Whether the last run's gradients are finite for certain. */
    boolean isPassed() {
        return Math.sqrt(Math.max(in, (double) examples) * out) < Float.MAX_VALUE / 2; // biases take 1 for each example
    }
}
