package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.net.Net;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one convolution makes of one image.
 *
 * @param site the convolution
 * @param kernel its weights (out, in, height, width)
 * @param convolution its own output
 * @param before what goes into the activation function
 * @param after what comes out of it
 */
public record FeatureMaps(Net.Site site, INDArray kernel, Maps convolution, Maps before, Maps after) {

    static FeatureMaps of(Network network, Net.Site site, Map<String, INDArray> activations) {
        return new FeatureMaps(
                site,
                network.kernel(site),
                maps(activations, site.convolution()),
                maps(activations, site.beforeActivation()),
                maps(activations, site.afterActivation()));
    }

    private static Maps maps(Map<String, INDArray> activations, String name) {
        INDArray activation = activations.get(name);
        if (activation == null) {
            throw new IllegalArgumentException("no part of the network is called " + name);
        }
        return Maps.of(activation);
    }

    /**
     * A stack of feature maps of one image.
     *
     * @param values values[channel][row][column]
     */
    @SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
    public record Maps(float[][][] values) {

        /** The maps of the first image of an activation (n, channels, height, width). */
        static Maps of(INDArray activation) {
            int channels = (int) activation.size(1);
            float[][][] values = new float[channels][][];
            for (int channel = 0; channel < channels; channel++) {
                values[channel] = activation.slice(0).slice(channel).toFloatMatrix();
            }
            return new Maps(values);
        }

        /** Number of maps. */
        public int channels() {
            return values.length;
        }

        /** Mean of one map over its pixels: what global average pooling makes of it. */
        public double mean(int channel) {
            double sum = 0;
            int count = 0;
            for (float[] row : values[channel]) {
                for (float value : row) {
                    sum += value;
                    count++;
                }
            }
            return sum / count;
        }
    }
}
