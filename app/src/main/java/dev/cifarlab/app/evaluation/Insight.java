package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.UserException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a convolutional network comes to its answer on one image.
 *
 * @param image the image, a set of one
 * @param logits logits by class
 * @param first maps of the first convolution
 * @param last maps of the last convolution, whose activations are averaged over the image and go to the linear layer
 * @param weights the linear layer's weights[feature][class]
 * @param bias the linear layer's biases by class
 */
@SuppressWarnings("ArrayRecordComponent") // a plain carrier, never compared
public record Insight(
        ImageSet image, double[] logits, FeatureMaps first, FeatureMaps last, double[][] weights, double[] bias) {

    /** Index of the validation image that is looked at when none is named. */
    public static final int DEFAULT_IMAGE = 12;

    /**
     * Asks a network about the first image of a set.
     *
     * @throws UserException when the network has no convolutions
     */
    public static Insight of(Network network, ImageSet image, ChannelStatistics normalisation) {
        List<Net.Site> sites = network.net().firstAndLastConvolution();
        if (sites.isEmpty()) {
            throw UserException.usage(
                    "the %s has no convolutions whose filters and feature maps could be shown; give a run of a network"
                            + " that has some",
                    network.spec().model().label());
        }
        Map<String, INDArray> activations =
                network.activations(Batch.of(image, normalisation).images());
        INDArray logits = activations.get("logits");
        return new Insight(
                image,
                logits == null ? new double[0] : logits.toDoubleMatrix()[0],
                FeatureMaps.of(network, sites.get(0), activations),
                FeatureMaps.of(network, sites.get(1), activations),
                network.net().takesMeansOfMaps() ? network.outputWeights().toDoubleMatrix() : new double[0][],
                network.outputBias());
    }

    /** Index of the class with the largest logit. */
    public int predicted() {
        return BatchScore.largest(logits);
    }

    /** Index of the true class, or {@link ImageSet#UNKNOWN}. */
    public int label() {
        return image.labels()[0];
    }

    /** Probability of a class, 0 to 1. */
    public double probability(int index) {
        return SoftmaxCrossEntropy.softmax(logits)[index];
    }

    /** Whether the last layer takes the means of maps; else no channel adds something to a logit by itself. */
    public boolean isExplained() {
        return weights.length > 0;
    }

    /** What a filter of the first convolution responds to in the image. */
    public MapReading reading(int filter) {
        return MapReading.of(image, first.before(), filter);
    }

    /** What each channel of the last stage adds to a class's logit, the largest first. */
    public List<Contribution> contributions(int index) {
        return Contribution.ranked(last.after(), weights, index);
    }

    /**
     * The class activation map (Zhou et al., 2016): sum over channels of weight times activation at each pixel. Its
     * mean plus the class's bias is the logit, exactly, since pooling and the last layer are linear.
     */
    public float[][] classActivationMap(int index) {
        float[][][] maps = last.after().values();
        float[][] sum = new float[maps[0].length][maps[0][0].length];
        for (int channel = 0; channel < maps.length; channel++) {
            for (int row = 0; row < sum.length; row++) {
                for (int column = 0; column < sum[row].length; column++) {
                    sum[row][column] += (float) (weights[channel][index] * maps[channel][row][column]);
                }
            }
        }
        return sum;
    }

    /**
     * What one channel of the last stage adds to a class's logit: its weight times its mean activation.
     *
     * @param channel index of the channel
     * @param weight the linear layer's weight from the channel to the class
     * @param meanActivation the channel's activation, averaged over the image
     */
    public record Contribution(int channel, double weight, double meanActivation) {

        static List<Contribution> ranked(FeatureMaps.Maps maps, double[][] weights, int index) {
            return IntStream.range(0, maps.channels())
                    .mapToObj(channel -> new Contribution(channel, weights[channel][index], maps.mean(channel)))
                    .sorted(Comparator.comparingDouble(Contribution::value).reversed())
                    .toList();
        }

        /** The product, in units of the logit. */
        public double value() {
            return weight * meanActivation;
        }
    }
}
