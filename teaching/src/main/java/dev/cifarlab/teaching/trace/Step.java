package dev.cifarlab.teaching.trace;

import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A layer, or the loss, of a traced network: reads and writes arrays by their names in the trace. */
interface Step {

    /** The parameters, and then what the forward pass computes. */
    List<String> forwardNames();

    /** Computes the layer's output from its input and parameters. */
    void forward(Map<String, INDArray> arrays);

    /** Computes the gradients at input and parameters from that at the output. */
    void backward(Map<String, INDArray> arrays);

    /** Whether this step computes an array, in one of the passes. */
    boolean computes(String name);

    /** How an array is computed. */
    String formula(String name);

    /** What the number at a place of an array came from. */
    List<Source> sources(String name, long[] place, Map<String, INDArray> arrays);
}
