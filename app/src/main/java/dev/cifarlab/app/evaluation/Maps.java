package dev.cifarlab.app.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;

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
