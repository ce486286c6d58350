package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Extra marks: batch normalisation of images by channel (Ioffe and Szegedy, 2015). A class that implements it has a
 * constructor {@code (int channels, double epsilon)}; all arrays are DOUBLE, those of one number a channel have the
 * shape (c).
 */
public interface StudentBatchNorm {

    /** {@code gamma} (c), ones at first, and {@code beta} (c), zeros; what is put into the map is used from then on. */
    Map<String, INDArray> weights();

    /** The running {@code mean} (c), zeros at first, and {@code variance} (c), ones; the map is used as weights' is. */
    Map<String, INDArray> statistics();

    /**
     * For x (n, c, h, w): {@code x}, and {@code out} = gamma (x - mean) / sqrt(variance + epsilon) + beta. In training
     * mean and variance are those of the batch's m = n h w numbers of a channel, the variance divided by m, and the
     * running ones become 0.9 of what they were plus 0.1 of the batch's; else they are the running ones.
     */
    Map<String, INDArray> forward(INDArray x, boolean training);

    /** {@code dX}, {@code dgamma} (c) and {@code dbeta} (c), sums over the batch, from the gradient of {@code out}. */
    Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput);
}
