package dev.cifarlab.app.backend;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Pooling;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** The largest value of each window, (n, channels, h, w) to (n, channels, h', w'), in the layout of what it takes. */
final class MaxPoolStep implements Step {

    private final Formats formats;
    private final Program program;
    private final Pooling pooling;
    private final Value input;
    private final Tensor src;
    private final Primitive primitive;
    private final Tensor places;
    private final Value output;

    MaxPoolStep(Formats formats, Node.MaxPool node, Value input) {
        this.formats = formats;
        this.program = formats.program();
        this.input = input;
        pooling = Pooling.maximum(node.window(), node.stride(), node.padding());
        src = formats.inPrecision(input.tensor());
        long[] in = src.descriptor().shape();
        Descriptor asked = Descriptor.of(
                formats.session(),
                src.descriptor().element(),
                Layout.ANY,
                in[0],
                in[1],
                places(node, in[2]),
                places(node, in[3]));
        primitive = pooling.forward(formats.session(), src.descriptor(), asked);
        places = program.tensor(primitive.needed(Choice.WORKSPACE));
        output = Value.of(program.tensor(primitive.chosen(Choice.DST, asked)));
    }

    private static long places(Node.MaxPool node, long pixels) {
        return (pixels + 2L * node.padding() - node.window()) / node.stride() + 1;
    }

    @Override
    public Value forward() {
        program.add(primitive, Map.of(Argument.SRC, src, Argument.DST, output.tensor(), Argument.WORKSPACE, places));
        return output;
    }

    @Override
    public void backward() {
        Descriptor dst = output.tensor().descriptor();
        Tensor diffDst = program.reordered(output.gradient(), dst);
        Tensor diffSrc = program.tensor(src.descriptor());
        program.add(
                pooling.backward(formats.session(), primitive, src.descriptor(), dst),
                Map.of(Argument.DIFF_DST, diffDst, Argument.DIFF_SRC, diffSrc, Argument.WORKSPACE, places));
        input.addGradient(program, diffSrc, true);
    }

    @Override
    public Value infer(InferencePlan plan) {
        program.add(
                pooling.inference(
                        formats.session(), src.descriptor(), output.tensor().descriptor()),
                Map.of(Argument.SRC, src, Argument.DST, output.tensor()));
        return output;
    }
}
