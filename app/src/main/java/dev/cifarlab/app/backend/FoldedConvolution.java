package dev.cifarlab.app.backend;

import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.BETA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GAMMA;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_MEAN;
import static org.deeplearning4j.nn.params.BatchNormalizationParamInitializer.GLOBAL_VAR;
import static org.deeplearning4j.nn.params.ConvolutionParamInitializer.WEIGHT_KEY;

import dev.cifarlab.app.onednn.Program;
import dev.cifarlab.app.onednn.Tensor;

/**
 * A convolution and the batch normalisation behind it as one convolution with a bias, for inference: with s = gamma /
 * sqrt(variance + epsilon), weights s W and bias beta - s mean (Jacob et al., 2018, equation 14).
 */
final class FoldedConvolution {

    private final FlatParameters parameters;
    private final String convolution;
    private final String normalization;
    private final double epsilon;
    private final long[] kernel;

    FoldedConvolution(
            FlatParameters parameters,
            String convolution,
            Convolution2d layer,
            String normalization,
            BatchNormalization2d normalizing) {
        this.parameters = parameters;
        this.convolution = convolution;
        this.normalization = normalization;
        this.epsilon = normalizing.getEps();
        this.kernel = ConvolutionStep.kernel(layer);
    }

    /** Adds the steps that bring the folded weights and bias to where an inference program reads them. */
    void prepare(Program program, Workshop shop, Tensor weights, Tensor bias) {
        Tensor rows = program.tensor(shop.rows(kernel));
        Tensor unfolded = parameters.parameter(convolution, WEIGHT_KEY, kernel);
        Tensor gamma = parameter(GAMMA);
        Tensor beta = parameter(BETA);
        Tensor mean = parameter(GLOBAL_MEAN);
        Tensor variance = parameter(GLOBAL_VAR);
        program.add(
                () -> {
                    float[] scale = scale(gamma.read(), variance.read());
                    rows.write(scaled(unfolded.read(), scale));
                    bias.write(shifted(beta.read(), mean.read(), scale));
                },
                rows);
        program.reorder(rows, weights);
    }

    private Tensor parameter(String key) {
        return parameters.parameter(normalization, key, kernel[0]);
    }

    private float[] scale(float[] gamma, float[] variance) {
        float[] scale = new float[gamma.length];
        for (int k = 0; k < scale.length; k++) {
            scale[k] = (float) (gamma[k] / Math.sqrt(variance[k] + epsilon));
        }
        return scale;
    }

    private static float[] scaled(float[] weights, float[] scale) {
        int each = weights.length / scale.length;
        for (int out = 0; out < scale.length; out++) {
            for (int k = out * each; k < (out + 1) * each; k++) {
                weights[k] *= scale[out];
            }
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
