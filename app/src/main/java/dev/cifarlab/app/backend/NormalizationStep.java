package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import dev.cifarlab.app.onednn.Argument;
import dev.cifarlab.app.onednn.BatchNormalization;
import dev.cifarlab.app.onednn.Choice;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Primitive;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;
import java.util.EnumMap;
import java.util.Map;

/** A {@link BatchNormalization2d} in a program, and ReLU behind it in the same pass where that follows. */
final class NormalizationStep implements Step {

    private final Program program;
    private final FlatParameters parameters;
    private final String name;
    private final double decay;
    private final BatchNormalization normalization;
    private final Primitive primitive;
    private final Value input;
    private final Value output;
    private final Tensor mean;
    private final Tensor variance;
    private final Tensor mask;
    private final long channels;

    NormalizationStep(Workshop shop, String name, BatchNormalization2d layer, boolean relu, Value input) {
        this.program = shop.program();
        this.parameters = shop.parameters();
        this.name = name;
        this.input = input;
        decay = layer.getDecay();
        normalization = new BatchNormalization((float) layer.getEps(), relu);
        Descriptor array = input.tensor().descriptor();
        primitive = normalization.forward(shop.session(), array);
        channels = layer.getNOut();
        output = Value.of(program.tensor(array));
        mean = program.tensor(shop.rows(channels));
        variance = program.tensor(shop.rows(channels));
        mask = program.tensor(primitive.needed(Choice.WORKSPACE));
    }

    @Override
    public Value forward() {
        Map<Argument, Tensor> arrays = shared();
        arrays.put(Argument.SHIFT, parameters.parameter(name, BETA, channels));
        arrays.put(Argument.DST, output.tensor());
        program.add(primitive, arrays);
        return output;
    }

    @Override
    public void backward() {
        Descriptor array = input.tensor().descriptor();
        Tensor diffDst = program.reordered(output.gradient(), array);
        Tensor diffSrc = output.mayOverwriteGradient() ? diffDst : program.tensor(array);
        Map<Argument, Tensor> arrays = shared();
        arrays.put(Argument.DIFF_DST, diffDst);
        arrays.put(Argument.DIFF_SRC, diffSrc);
        arrays.put(Argument.DIFF_SCALE, parameters.gradient(name, GAMMA, channels));
        arrays.put(Argument.DIFF_SHIFT, parameters.gradient(name, BETA, channels));
        program.add(normalization.backward(program.session(), primitive, array), arrays);
        moveRunning(GLOBAL_MEAN, mean);
        moveRunning(GLOBAL_VAR, variance);
        input.addGradient(program, diffSrc);
    }

    private Map<Argument, Tensor> shared() {
        Map<Argument, Tensor> arrays = new EnumMap<>(Argument.class);
        arrays.put(Argument.SRC, input.tensor());
        arrays.put(Argument.SCALE, parameters.parameter(name, GAMMA, channels));
        arrays.put(Argument.MEAN, mean);
        arrays.put(Argument.VARIANCE, variance);
        if (normalization.relu()) {
            arrays.put(Argument.WORKSPACE, mask);
        }
        return arrays;
    }

    /** The framework subtracts "gradients" of running statistics from them: (1 - decay) (running - batch). */
    private void moveRunning(String key, Tensor statistic) {
        Tensor running = parameters.parameter(name, key, channels);
        Tensor gradient = parameters.gradient(name, key, channels);
        program.add(
                () -> {
                    float[] step = running.read();
                    float[] batch = statistic.read();
                    for (int k = 0; k < step.length; k++) {
                        step[k] = (float) ((1 - decay) * (step[k] - batch[k]));
                    }
                    gradient.write(step);
                },
                statistic);
    }
}
