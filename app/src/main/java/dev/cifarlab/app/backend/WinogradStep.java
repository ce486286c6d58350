package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.winograd.Winograd;
import java.util.List;

/** A 3x3 convolution in single precision whose training takes fewer multiplications; inference is oneDNN's. */
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
        winograd.weightsGradient(src, diffDst, formats.parameters().gradient(node.name(), WEIGHT_KEY, kernel));
        if (input.learns()) {
            Tensor diffSrc = program.tensor(src.descriptor());
            winograd.inputGradient(diffDst, weights(), diffSrc);
            input.addGradient(program, diffSrc, true);
        }
    }

    @Override
    public Value infer(InferencePlan plan) {
        return new ConvStep(formats, node, part, inputs).infer(plan);
    }
}
