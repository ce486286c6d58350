package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer and its activation function in a program. The framework keeps the weights (in, out) in columns, which
 * are the rows of (out, in).
 */
final class DenseStep implements Step {

    private final Workshop shop;
    private final Program program;
    private final String name;
    private final @Nullable Nonlinearity function;
    private final long[] shape;
    private final Value input;
    private final Value output;
    private final Tensor src;
    private final Primitive primitive;

    DenseStep(Workshop shop, String name, FeedForwardLayer layer, Value input) {
        this.shop = shop;
        this.program = shop.program();
        this.name = name;
        this.input = input;
        function = Activations.nonlinearity(layer.getActivationFn());
        shape = new long[] {layer.getNOut(), layer.getNIn()};
        src = shop.flattened(input.tensor());
        Descriptor dst = shop.features(src.descriptor().shape()[0], layer.getNOut());
        primitive = InnerProduct.forward(
                shop.session(), src.descriptor(), shop.weights(shape), bias(), dst, new Epilogue(false, function));
        output = Value.of(program.tensor(dst));
    }

    private Descriptor bias() {
        return shop.rows(shape[0]);
    }

    @Override
    public Value forward() {
        Tensor weights = weights(primitive);
        program.add(
                primitive,
                Map.of(
                        Argument.SRC,
                        src,
                        Argument.WEIGHTS,
                        weights,
                        Argument.BIAS,
                        shop.parameters().parameter(name, BIAS_KEY, shape[0]),
                        Argument.DST,
                        output.tensor()));
        return output;
    }

    @Override
    public void backward() {
        Tensor diffDst = function == null
                ? program.reordered(output.gradient(), output.tensor().descriptor())
                : ActivationStep.gradient(program, function, output);
        backwardWeights(diffDst);
        if (input.learns()) {
            backwardData(diffDst);
        }
    }

    private void backwardWeights(Tensor diffDst) {
        Descriptor any = Descriptor.of(shop.session(), Element.FLOAT32, Layout.ANY, shape);
        Primitive backward = InnerProduct.backwardWeights(
                shop.session(), primitive, src.descriptor(), any, bias(), diffDst.descriptor());
        Tensor gradient = shop.parameters().gradient(name, WEIGHT_KEY, shape);
        Descriptor chosen = backward.chosen(Choice.DIFF_WEIGHTS, any);
        boolean inPlace = chosen.sameAs(gradient.descriptor());
        Tensor diffWeights = inPlace ? gradient : program.tensor(chosen);
        program.add(
                backward,
                Map.of(
                        Argument.SRC,
                        src,
                        Argument.DIFF_DST,
                        diffDst,
                        Argument.DIFF_WEIGHTS,
                        diffWeights,
                        Argument.DIFF_BIAS,
                        shop.parameters().gradient(name, BIAS_KEY, shape[0])));
        if (!inPlace) {
            program.reorder(diffWeights, gradient);
        }
    }

    private void backwardData(Tensor diffDst) {
        Primitive backward = InnerProduct.backwardData(
                shop.session(), primitive, src.descriptor(), shop.weights(shape), diffDst.descriptor());
        Tensor diffSrc = program.tensor(src.descriptor());
        Tensor weights = weights(backward);
        program.add(
                backward, Map.of(Argument.DIFF_DST, diffDst, Argument.WEIGHTS, weights, Argument.DIFF_SRC, diffSrc));
        long[] in = input.tensor().descriptor().shape();
        input.addGradient(program, in.length == 2 ? diffSrc : program.view(diffSrc, shop.features(in)));
    }

    private Tensor weights(Primitive user) {
        Tensor weights = shop.parameters().parameter(name, WEIGHT_KEY, shape);
        return program.reordered(weights, user.chosen(Choice.WEIGHTS, shop.weights(shape)));
    }
}
