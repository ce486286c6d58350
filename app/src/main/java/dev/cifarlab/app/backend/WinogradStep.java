package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Elementwise;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.winograd.Finish;
import dev.cifarlab.app.winograd.Winograd;
import java.util.List;
import java.util.Map;

/**
 * A 3x3 convolution in single precision that takes fewer multiplications. In inference it takes over what {@link
 * ConvStep} does.
 */
final class WinogradStep implements Step {

    private final Formats formats;
    private final Node.Conv node;
    private final Fusion.Part part;
    private final List<Value> inputs;
    private final Program program;
    private final Value input;
    private final Winograd winograd;
    private final long[] kernel;
    private final Tensor src;
    private final Value output;

    WinogradStep(Formats formats, Node.Conv node, Fusion.Part part, List<Value> inputs) {
        this.formats = formats;
        this.node = node;
        this.part = part;
        this.inputs = inputs;
        program = formats.program();
        input = inputs.get(0);
        long[] in = input.tensor().descriptor().shape();
        kernel = new long[] {node.filters(), in[1], node.kernel(), node.kernel()};
        winograd = new Winograd(program, in[1], node.filters(), in[0], in[2], in[3]);
        src = program.reordered(input.tensor(), formats.maps(in));
        output = Value.of(program.tensor(formats.maps(in[0], node.filters(), in[2], in[3])));
    }

    /** Whether a convolution of an input is one of these. */
    static boolean suits(Formats formats, Node.Conv node, Value input) {
        long[] in = input.tensor().descriptor().shape();
        return formats.precision() == Precision.FLOAT32
                && node.kernel() == 3
                && node.stride() == 1
                && node.padding() == 1
                && Winograd.suits(in[1], node.filters(), in[0], in[2], in[3]);
    }

    private Tensor weights() {
        return formats.parameters().parameter(node.name(), WEIGHT_KEY, kernel);
    }

    @Override
    public Value forward() {
        winograd.forward(src, weights(), output.tensor());
        return output;
    }

    @Override
    public void backward() {
        Descriptor dst = output.tensor().descriptor();
        Tensor diffDst = program.reordered(output.gradient(), dst);
        Tensor taken = src.equals(input.tensor()) ? input.again() : src;
        winograd.weightsGradient(taken, diffDst, formats.parameters().gradient(node.name(), WEIGHT_KEY, kernel));
        if (input.learns()) {
            Tensor diffSrc = program.tensor(src.descriptor());
            winograd.inputGradient(diffDst, weights(), diffSrc);
            input.addGradient(program, diffSrc, true);
        }
    }

    /** Weights are transformed in each run: a large batch hides it, and they would take four times the memory. */
    @Override
    public Value infer(InferencePlan plan) {
        Descriptor dst = output.tensor().descriptor();
        Nonlinearity function = Formats.nonlinearity(part.function());
        Tensor weights = weights();
        Tensor bias = null;
        if (part.norm() != null) {
            Tensor folded = plan.prepared(formats.rows(kernel));
            bias = plan.prepared(formats.rows(kernel[0]));
            Folding.add(formats, plan.preparation(), weights, part.norm(), folded, bias);
            weights = folded;
        }
        boolean adds = inputs.size() > 1;
        Tensor result = adds ? Folding.addend(program, inputs.get(1), dst) : output.tensor();
        boolean rectifies = function == Nonlinearity.RELU;
        winograd.inference(src, weights, new Finish(bias, adds, rectifies), result);
        if (function != null && !rectifies) {
            program.add(
                    Elementwise.apply(program.session(), function, dst),
                    Map.of(Argument.SRC, result, Argument.DST, result));
        }
        return Value.of(result);
    }
}
