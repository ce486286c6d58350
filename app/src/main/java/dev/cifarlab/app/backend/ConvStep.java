package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Convolution;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A convolution. In training the weights are brought into the order that each pass likes when it needs them. In
 * inference it holds the normalisation behind it, too ({@link Folding}); it adds its result to the shortcut, and
 * applies the activation function, as it writes.
 */
final class ConvStep implements Step {

    private static final int VECTOR = 16; // numbers, with AVX-512

    private final Formats formats;
    private final Program program;
    private final String name;
    private final Fusion.Part part;
    private final List<Value> inputs;
    private final Value input;
    private final Convolution convolution;
    private final long[] kernel;
    private final Primitive primitive;
    private final Tensor src;
    private final Descriptor dst;
    private final Tensor weights;
    private final Value output;

    ConvStep(Formats formats, Node.Conv node, Fusion.Part part, List<Value> inputs) {
        this.formats = formats;
        this.program = formats.program();
        this.name = node.name();
        this.part = part;
        this.inputs = inputs;
        input = inputs.get(0);
        convolution = new Convolution(node.stride(), node.padding());
        long[] in = input.tensor().descriptor().shape();
        kernel = new long[] {node.filters(), in[1], node.kernel(), node.kernel()};
        Descriptor asked = formats.maps(in[0], kernel[0], places(node, in[2]), places(node, in[3]));
        primitive = convolution.forward(formats.session(), formats.maps(in), formats.weights(kernel), asked);
        src = program.reordered(input.tensor(), primitive.chosen(Choice.SRC, formats.maps(in)));
        dst = primitive.chosen(Choice.DST, asked);
        output = Value.of(program.tensor(dst));
        weights = formats.parameters().parameter(name, WEIGHT_KEY, kernel);
    }

    private static long places(Node.Conv node, long pixels) {
        return (pixels + 2L * node.padding() - node.kernel()) / node.stride() + 1;
    }

    @Override
    public Value forward() {
        Tensor ordered = ordered(primitive);
        program.add(primitive, Map.of(Argument.SRC, src, Argument.WEIGHTS, ordered, Argument.DST, output.tensor()));
        return output;
    }

    @Override
    public void backward() {
        Tensor diffDst = program.reordered(output.gradient(), dst);
        backwardWeights(diffDst);
        if (input.learns()) {
            backwardData(diffDst);
        }
    }

    private void backwardWeights(Tensor diffDst) {
        Descriptor any = formats.slopes(kernel);
        Tensor given = src.equals(input.tensor()) ? input.again() : src;
        Tensor taken = isWrongWithChannelsLast()
                ? program.reordered(given, formats.rows(given.descriptor().shape()))
                : given;
        Primitive backward = convolution.backwardWeights(formats.session(), primitive, taken.descriptor(), any, dst);
        Tensor diffWeights = program.tensor(backward.chosen(Choice.DIFF_WEIGHTS, any));
        program.add(
                backward, Map.of(Argument.SRC, taken, Argument.DIFF_DST, diffDst, Argument.DIFF_WEIGHTS, diffWeights));
        program.reorder(diffWeights, formats.parameters().gradient(name, WEIGHT_KEY, kernel));
    }

    /**
     * Whether oneDNN 3.11 may compute a wrong gradient, and write beyond its scratchpad: of 1x1 kernels in steps, for
     * fewer channels than a vector has numbers. Its <a href="https://github.com/uxlfoundation/oneDNN/issues/6035">issue
     * 6035</a> says so of AVX2 and AVX-512; seen here with AVX2 alone.
     */
    private boolean isWrongWithChannelsLast() {
        return formats.precision() == Precision.FLOAT32
                && kernel[2] == 1
                && convolution.stride() > 1
                && kernel[1] < VECTOR;
    }

    private void backwardData(Tensor diffDst) {
        Primitive backward =
                convolution.backwardData(formats.session(), primitive, src.descriptor(), formats.weights(kernel), dst);
        Tensor diffSrc = program.tensor(src.descriptor());
        Tensor ordered = ordered(backward);
        program.add(
                backward, Map.of(Argument.DIFF_DST, diffDst, Argument.WEIGHTS, ordered, Argument.DIFF_SRC, diffSrc));
        input.addGradient(program, diffSrc, true);
    }

    private Tensor ordered(Primitive user) {
        return program.reordered(weights, user.chosen(Choice.WEIGHTS, formats.weights(kernel)));
    }

    @Override
    public Value infer(InferencePlan plan) {
        boolean adds = inputs.size() > 1;
        Node.BatchNorm norm = part.norm();
        Descriptor bias = norm == null ? null : formats.rows(kernel[0]);
        Epilogue epilogue = new Epilogue(adds, Formats.nonlinearity(part.function()));
        Primitive inference = convolution.inference(
                formats.session(), src.descriptor(), formats.weights(kernel), bias, dst, epilogue);
        Tensor ordered = plan.prepared(inference.chosen(Choice.WEIGHTS, formats.weights(kernel)));
        Map<Argument, Tensor> arrays = new EnumMap<>(Argument.class);
        arrays.put(Argument.SRC, src);
        arrays.put(Argument.WEIGHTS, ordered);
        if (norm == null || bias == null) {
            plan.preparation().reorder(weights, ordered);
        } else {
            Tensor shift = plan.prepared(bias);
            arrays.put(Argument.BIAS, shift);
            Tensor rows = plan.preparation().tensor(formats.rows(kernel));
            Folding.add(formats, plan.preparation(), weights, norm, rows, shift);
            plan.preparation().reorder(rows, ordered);
        }
        Tensor result = adds ? Folding.addend(program, inputs.get(1), dst) : program.tensor(dst);
        arrays.put(Argument.DST, result);
        program.add(inference, arrays);
        return Value.of(result);
    }
}
