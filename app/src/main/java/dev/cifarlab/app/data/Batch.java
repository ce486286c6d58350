package dev.cifarlab.app.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some images and their labels, ready for a network.
 *
 * @param images (n, channels, height, width), float; 0..1, or normalised
 * @param labels (n, classes), float, one-hot
 */
public record Batch(INDArray images, INDArray labels) {

    /** Number of images. */
    public int size() {
        return (int) images.size(0);
    }
}
