package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.DefaultParamInitializer.BIAS_KEY;
import static org.deeplearning4j.nn.params.DefaultParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import dev.cifarlab.app.settings.Activation;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A dense layer and its activation function. The framework keeps the weights (in, out) in columns, which are the rows
 * of (out, in).
 */
final class DenseStep implements Step {

    private final Formats formats;
    private final String name;
    private final Program program;
    private final @Nullable Nonlinearity function;
    private final long[] shape;
    private final Value input;
    private final Value output;
    private final Tensor src;
    private final Tensor weights;
    private final Tensor weightGradient;
    private final Tensor bias;
    private final Tensor biasGradient;
    private final Primitive primitive;
    private @Nullable Tensor forwardWeights;
    private @Nullable DenseBound bound;
    private boolean inPieces;
    private @Nullable DenseGradients gradients;

    DenseStep(Formats formats, String name, int units, @Nullable Activation activation, Value input) {
        this.formats = formats;
        this.name = name;
        this.program = formats.program();
        this.input = input;
        function = Formats.nonlinearity(activation);
        src = formats.flattened(input.tensor());
        long[] in = src.descriptor().shape();
        shape = new long[] {units, in[1]};
        weights = formats.parameters().parameter(name, WEIGHT_KEY, shape);
        weightGradient = formats.parameters().gradient(name, WEIGHT_KEY, shape);
        bias = formats.parameters().parameter(name, BIAS_KEY, units);
        biasGradient = formats.parameters().gradient(name, BIAS_KEY, units);
        Descriptor dst = formats.features(in[0], units);
        primitive = InnerProduct.forward(
                formats.session(),
                src.descriptor(),
                formats.weights(shape),
                bias.descriptor(),
                dst,
                new Epilogue(false, function));
        Tensor result = program.tensor(dst);
        output = function == null ? Value.of(result) : Value.kept(result);
    }

    @Override
    public Value forward() {
        forwardWeights = ordered(primitive);
        run(forwardWeights);
        return output;
    }

    private void run(Tensor ordered) {
        program.add(
                primitive,
                Map.of(
                        Argument.SRC,
                        src,
                        Argument.WEIGHTS,
                        ordered,
                        Argument.BIAS,
                        bias,
                        Argument.DST,
                        output.tensor()));
    }

    @Override
    public Value infer(InferencePlan plan) {
        Tensor ordered = plan.prepared(primitive.chosen(Choice.WEIGHTS, formats.weights(shape)));
        plan.preparation().reorder(weights, ordered);
        run(ordered);
        return Value.of(output.tensor());
    }

    @Override
    public void backward() {
        Tensor diffDst = function == null
                ? program.reordered(output.gradient(), output.tensor().descriptor())
                : ActivateStep.gradient(program, function, output);
        if (inPieces) {
            gradients = new DenseGradients(formats, src, diffDst);
        } else {
            backwardWeights(diffDst);
        }
        if (bound != null) {
            bound.add(src, diffDst);
        }
        if (input.learns()) {
            backwardData(diffDst);
        }
    }

    private void backwardWeights(Tensor diffDst) {
        Descriptor any = formats.slopes(shape);
        Primitive backward = InnerProduct.backwardWeights(
                formats.session(), primitive, src.descriptor(), any, bias.descriptor(), diffDst.descriptor());
        Descriptor chosen = backward.chosen(Choice.DIFF_WEIGHTS, any);
        boolean inPlace = chosen.sameAs(weightGradient.descriptor());
        Tensor diffWeights = inPlace ? weightGradient : program.tensor(chosen);
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
                        biasGradient));
        if (!inPlace) {
            program.reorder(diffWeights, weightGradient);
        }
    }

    /** Has the backward pass, which is added later, compute a bound for the gradients of weights and biases. */
    void bound() {
        bound = new DenseBound(formats);
    }

    /** Has the backward pass, which is added later, leave the gradients of weights and biases to the optimizer. */
    void inPieces() {
        inPieces = true;
    }

    /**
     * Adds the gradients that the backward pass has left, by their parameters' addresses.
     *
     * @return what they are computed with
     */
    Stream<Tensor> addGradients(Map<Long, GradientPieces> all) {
        DenseGradients left = Objects.requireNonNull(gradients);
        all.put(weights.address(), left.ofWeights());
        all.put(bias.address(), left.ofBiases());
        return left.arrays();
    }

    /** Whether what came in and these gradients were finite in the last run for certain. */
    boolean isBounded() {
        return bound != null && bound.isPassed();
    }

    private void backwardData(Tensor diffDst) {
        Primitive backward = InnerProduct.backwardData(
                formats.session(), primitive, src.descriptor(), formats.weights(shape), diffDst.descriptor());
        Tensor diffSrc = program.tensor(src.descriptor());
        program.add(
                backward,
                Map.of(Argument.DIFF_DST, diffDst, Argument.WEIGHTS, ordered(backward), Argument.DIFF_SRC, diffSrc));
        long[] in = input.tensor().descriptor().shape();
        input.addGradient(program, formats.unflattened(diffSrc, in), true);
    }

    /** The weights as a primitive likes them; the forward pass's, where it likes them the same. */
    private Tensor ordered(Primitive user) {
        Descriptor liked = user.chosen(Choice.WEIGHTS, formats.weights(shape));
        if (forwardWeights != null && forwardWeights.descriptor().sameAs(liked)) {
            return forwardWeights;
        }
        return formats.parameters().liked(name, WEIGHT_KEY, weights, liked);
    }
}
