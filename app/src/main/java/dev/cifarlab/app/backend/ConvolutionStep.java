package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Convolution;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;

/**
 * A {@link Convolution2d} in a program: the weights are brought into the order that each pass likes when it needs
 * them.
 */
final class ConvolutionStep implements Step {

    private final Workshop shop;
    private final Program program;
    private final String name;
    private final Convolution convolution;
    private final long[] kernel;
    private final Value input;
    private final Value output;
    private final Primitive primitive;
    private final Tensor src;

    ConvolutionStep(Workshop shop, String name, Convolution2d layer, Value input) {
        this.shop = shop;
        this.program = shop.program();
        this.name = name;
        this.input = input;
        convolution = geometry(layer);
        kernel = kernel(layer);
        long[] in = input.tensor().descriptor().shape();
        Descriptor dst = output(shop, layer, in);
        primitive = convolution.forward(shop.session(), shop.images(in), shop.weights(kernel), dst);
        src = program.reordered(input.tensor(), primitive.chosen(Choice.SRC, shop.images(in)));
        output = Value.of(program.tensor(primitive.chosen(Choice.DST, dst)));
    }

    static Convolution geometry(Convolution2d layer) {
        return new Convolution(layer.getStride()[0], layer.getPadding()[0]);
    }

    /** (out, in, height, width). */
    static long[] kernel(Convolution2d layer) {
        int[] size = layer.getKernelSize();
        return new long[] {layer.getNOut(), layer.getNIn(), size[0], size[1]};
    }

    /** (n, out, h', w') for input (n, in, h, w). */
    private static long[] outputShape(Convolution2d layer, long[] in) {
        int padding = 2 * layer.getPadding()[0];
        int stride = layer.getStride()[0];
        int[] size = layer.getKernelSize();
        return new long[] {
            in[0], layer.getNOut(), (in[2] + padding - size[0]) / stride + 1, (in[3] + padding - size[1]) / stride + 1
        };
    }

    /** What comes out for input (n, in, h, w), in the input's layout: oneDNN is slow where they differ. */
    static Descriptor output(Workshop shop, Convolution2d layer, long[] in) {
        return Descriptor.of(shop.session(), shop.element(), shop.layout(in), outputShape(layer, in));
    }

    @Override
    public Value forward() {
        Tensor weights = weights(primitive);
        program.add(primitive, Map.of(Argument.SRC, src, Argument.WEIGHTS, weights, Argument.DST, output.tensor()));
        return output;
    }

    @Override
    public void backward() {
        Tensor diffDst = program.reordered(output.gradient(), output.tensor().descriptor());
        backwardWeights(diffDst);
        if (input.learns()) {
            backwardData(diffDst);
        }
    }

    private void backwardWeights(Tensor diffDst) {
        Descriptor any = Descriptor.of(shop.session(), Element.FLOAT32, dev.cifarlab.app.onednn.Layout.ANY, kernel);
        Primitive backward =
                convolution.backwardWeights(shop.session(), primitive, src.descriptor(), any, diffDst.descriptor());
        Tensor diffWeights = program.tensor(backward.chosen(Choice.DIFF_WEIGHTS, any));
        program.add(
                backward, Map.of(Argument.SRC, src, Argument.DIFF_DST, diffDst, Argument.DIFF_WEIGHTS, diffWeights));
        program.reorder(diffWeights, shop.parameters().gradient(name, WEIGHT_KEY, kernel));
    }

    private void backwardData(Tensor diffDst) {
        Primitive backward = convolution.backwardData(
                shop.session(), primitive, src.descriptor(), shop.weights(kernel), diffDst.descriptor());
        Tensor diffSrc = program.tensor(src.descriptor());
        Tensor weights = weights(backward);
        program.add(
                backward, Map.of(Argument.DIFF_DST, diffDst, Argument.WEIGHTS, weights, Argument.DIFF_SRC, diffSrc));
        input.addGradient(program, diffSrc);
    }

    private Tensor weights(Primitive user) {
        Tensor weights = shop.parameters().parameter(name, WEIGHT_KEY, kernel);
        return program.reordered(weights, user.chosen(Choice.WEIGHTS, shop.weights(kernel)));
    }
}
