package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Pooling;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** Global average pooling: (n, channels, h, w) to (n, channels). */
final class PoolStep implements Step {

    private final Formats formats;
    private final Program program;
    private final Pooling pooling;
    private final Primitive primitive;
    private final Tensor src;
    private final Descriptor dst;
    private final Value input;
    private final Value output;

    PoolStep(Formats formats, Value input) {
        this.formats = formats;
        this.program = formats.program();
        this.input = input;
        long[] shape = input.tensor().descriptor().shape();
        pooling = Pooling.average(shape[2], shape[3]);
        Descriptor asked = formats.maps(shape[0], shape[1], 1, 1);
        src = formats.inPrecision(input.tensor());
        primitive = pooling.forward(formats.session(), src.descriptor(), asked);
        dst = primitive.chosen(Choice.DST, asked);
        Tensor means = program.tensor(dst);
        program.add(primitive, Map.of(Argument.SRC, src, Argument.DST, means));
        output = Value.of(formats.flattened(means));
    }

    @Override
    public Value forward() {
        return output;
    }

    @Override
    public void backward() {
        long[] shape = dst.shape();
        Tensor rows = program.reordered(output.gradient(), formats.features(shape[0], shape[1]));
        Tensor diffDst = program.reordered(formats.unflattened(rows, shape), dst);
        Tensor diffSrc = program.tensor(src.descriptor());
        program.add(
                pooling.backward(formats.session(), primitive, src.descriptor(), dst),
                Map.of(Argument.DIFF_DST, diffDst, Argument.DIFF_SRC, diffSrc));
        input.addGradient(program, diffSrc, true);
    }

    @Override
    public Value infer(InferencePlan plan) {
        return output;
    }
}
