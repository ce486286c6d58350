package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;

import dev.cifarlab.app.net.Node;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;

/**
 * What a convolution takes over in inference. With s = gamma / sqrt(variance + epsilon) of the normalisation behind it,
 * its weights are s W and its bias is beta - s mean (Jacob et al., 2018, equation 14).
 */
final class Folding {

    private Folding() {}

    /**
     * Adds the step that folds a normalisation into weights.
     *
     * @param weights (out, in, height, width), as they are trained
     * @param rows the same shape, for the folded ones
     * @param bias (out)
     */
    static void add(
            Formats formats, Program preparation, Tensor weights, Node.BatchNorm norm, Tensor rows, Tensor bias) {
        long channels = weights.descriptor().shape()[0];
        FlatParameters parameters = formats.parameters();
        Tensor gamma = parameters.parameter(norm.name(), GAMMA, channels);
        Tensor beta = parameters.parameter(norm.name(), BETA, channels);
        Tensor mean = parameters.parameter(norm.name(), GLOBAL_MEAN, channels);
        Tensor variance = parameters.parameter(norm.name(), GLOBAL_VAR, channels);
        preparation.add(
                () -> {
                    float[] scale = scale(gamma.read(), variance.read());
                    rows.write(scaled(weights.read(), scale));
                    bias.write(shifted(beta.read(), mean.read(), scale));
                },
                rows);
    }

    /** The shortcut, to be written over by a sum. */
    static Tensor addend(Program program, Value shortcut, Descriptor sum) {
        if (shortcut.mayBeOverwritten()) {
            return program.reordered(shortcut.tensor(), sum);
        }
        Tensor copy = program.tensor(sum);
        program.reorder(shortcut.tensor(), copy);
        return copy;
    }

    private static float[] scale(float[] gamma, float[] variance) {
        for (int k = 0; k < gamma.length; k++) {
            gamma[k] = (float) (gamma[k] / Math.sqrt(variance[k] + Node.BatchNorm.EPSILON));
        }
        return gamma;
    }

    private static float[] scaled(float[] weights, float[] scale) {
        int each = weights.length / scale.length;
        for (int k = 0; k < weights.length; k++) {
            weights[k] *= scale[k / each];
        }
        return weights;
    }

    private static float[] shifted(float[] beta, float[] mean, float[] scale) {
        for (int k = 0; k < beta.length; k++) {
            beta[k] -= scale[k] * mean[k];
        }
        return beta;
    }
}
