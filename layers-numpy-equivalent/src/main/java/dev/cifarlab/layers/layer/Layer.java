package dev.cifarlab.layers.layer;

import dev.cifarlab.layers.math.Checks;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What all layers have in common: nothing is kept between the passes but the weights and running statistics, and the
 * caller's arrays are neither changed nor kept.
 */
public interface Layer {

    /** Draws fresh weights from the layer's seed; biases become 0. Layers without weights do nothing. */
    void initializeWeights();

    /**
     * The weights by name, for instance {@code W} and {@code b}. The map is the layer's own: arrays put into it are
     * used from then on, and their shapes are checked in the next forward pass.
     */
    Map<String, INDArray> weights();

    /** Running statistics of the inputs, by name, for {@link #infer}; most layers have none. */
    default Map<String, INDArray> statistics() {
        return Map.of();
    }

    /**
     * The forward pass in inference: what {@code out} is once training is over.
     *
     * @param x input, its first axis the examples; any view
     * @throws IllegalArgumentException when shape or data type do not fit
     */
    default INDArray infer(INDArray x) {
        return Checks.entry(forward(x), "out");
    }

    /**
     * The forward pass in training.
     *
     * @param x input, its first axis the examples; any view
     * @return {@code x}, a copy, {@code out}, and what else the backward pass reads
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
