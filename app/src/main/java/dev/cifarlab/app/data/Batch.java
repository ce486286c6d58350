package dev.cifarlab.app.data;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some images and their labels, ready for a network.
 *
 * @param images (n, channels, height, width), float; 0..1, or normalised
 * @param labels the classes of the images
 */
public record Batch(INDArray images, Labels labels) {

    /** All images of a set as they are, made at once: for a few of them, which need no thread. */
    public static Batch of(ImageSet images, ChannelStatistics normalisation) {
        return of(images, normalisation, View.PLAIN);
    }

    /** The same, each seen in one way. */
    public static Batch of(ImageSet images, ChannelStatistics normalisation, View view) {
        int[] order = IntStream.range(0, images.size()).toArray();
        List<Consumer<Placement>> changes = Collections.nCopies(order.length, view.change());
        return new BatchMaker(images, normalisation).make(order, changes, 0, order.length);
    }

    Batch weighted(double[] weights) {
        return new Batch(images, labels.weighted(weights));
    }

    /** Number of images. */
    public int size() {
        return (int) images.size(0);
    }
}
