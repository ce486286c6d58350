package dev.cifarlab.app.evaluation;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.ImageSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One class that an image may show.
 *
 * @param className the class
 * @param probability the network's probability of it, 0 to 1
 */
public record Prediction(String className, double probability) {

    /** The likeliest classes of a set of one image, the likeliest first. */
    public static List<Prediction> likeliest(
            Network network, ImageSet image, ChannelStatistics normalisation, int count) {
        double[][] logits =
                network.logits(Batch.of(image, normalisation).images()).toDoubleMatrix();
        double[] probabilities = SoftmaxCrossEntropy.softmax(Evaluation.requireFinite(logits)[0]);
        return IntStream.range(0, probabilities.length)
                .mapToObj(k -> new Prediction(image.classNames().get(k), probabilities[k]))
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .limit(count)
                .toList();
    }
}
