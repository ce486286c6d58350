package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.AveragePooling;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/** Global average pooling in a program: (n, channels, h, w) to (n, channels, 1, 1). */
final class PoolingStep implements Step {

    private final Program program;
    private final AveragePooling pooling;
    private final Primitive primitive;
    private final Value input;
    private final Value output;

    PoolingStep(Workshop shop, Value input) {
        this.program = shop.program();
        this.input = input;
        long[] shape = input.tensor().descriptor().shape();
        pooling = new AveragePooling(shape[2], shape[3]);
        var dst = shop.images(shape[0], shape[1], 1, 1);
        primitive = pooling.forward(shop.session(), input.tensor().descriptor(), dst);
        output = Value.of(program.tensor(primitive.chosen(Choice.DST, dst)));
    }

    @Override
    public Value forward() {
        program.add(primitive, Map.of(Argument.SRC, input.tensor(), Argument.DST, output.tensor()));
        return output;
    }

    @Override
    public void backward() {
        Tensor diffDst = program.reordered(output.gradient(), output.tensor().descriptor());
        Tensor diffSrc = program.tensor(input.tensor().descriptor());
        program.add(
                pooling.backward(program.session(), primitive, diffSrc.descriptor(), diffDst.descriptor()),
                Map.of(Argument.DIFF_DST, diffDst, Argument.DIFF_SRC, diffSrc));
        input.addGradient(program, diffSrc);
    }
}
