package dev.cifarlab.layers.layer;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What all layers have in common: nothing is kept between the passes but the weights, and the caller's arrays are
 * neither changed nor kept.
 */
public interface Layer {

    /** Draws fresh weights from the layer's seed; biases become 0. Layers without weights do nothing. */
    void initializeWeights();

    /**
     * The weights by name, for instance {@code W} and {@code b}. The map is the layer's own: arrays put into it are
     * used from then on, and their shapes are checked in the next forward pass.
     */
    Map<String, INDArray> weights();

    /**
     * The forward pass.
     *
     * @param x input, its first axis the examples; any view
     * @return {@code x}, a copy, and {@code out}, for the backward pass, which reads them
     * @throws IllegalArgumentException when shape or data type do not fit
     */
    Map<String, INDArray> forward(INDArray x);

    /**
     * The backward pass.
     *
     * @param cache what {@link #forward} gave
     * @param gradOutput the loss's gradient at {@code out}, of its shape; any view
     * @return the loss's gradient at the input, {@code dX}, and at each weight, for instance {@code dW}, summed over
     *     the examples
     * @throws IllegalArgumentException when shape or data type do not fit
     */
    Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput);
}
