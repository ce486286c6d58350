package dev.cifarlab.app.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What one channel of the last stage adds to a class's logit: its weight times its mean activation.
 *
 * @param channel index of the channel
 * @param weight the linear layer's weight from the channel to the class
 * @param meanActivation the channel's activation, averaged over the image
 */
public record Contribution(int channel, double weight, double meanActivation) {

    static List<Contribution> ranked(Maps maps, double[][] weights, int index) {
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
