package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What computes a network, on the parameters that its ComputationGraph owns. */
interface Executor extends AutoCloseable {

    /** One step of training; as {@link Network#fit}. The framework's gradients may be left as they were. */
    BatchScore fit(INDArray images, Labels labels);

    /**
     * Writes the framework's gradients, summed over the images, and changes nothing else.
     *
     * @throws NonFiniteException when something in them or the images is NaN or infinite
     */
    BatchScore gradients(INDArray images, Labels labels);

    /** Changes the parameters by the framework's gradients, summed over a number of images. */
    void update(int examples);

    /** Logits (n, classes) in inference mode; as {@link Network#logits}. */
    INDArray logits(INDArray images);

    /** To be called when parameters were changed by anybody else. */
    void parametersChanged();

    /** Gives back all memory but the graph's. */
    @Override
    void close();
}
