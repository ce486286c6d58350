package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Extra marks: a residual block (He et al., 2016) of dense layers, out = relu(relu(x W1) W2 + shortcut) with x as its
 * shortcut, or x Ws where inputs and outputs differ in number. A class that implements it has a constructor {@code (int
 * inputs, int hidden, int outputs)}; all arrays are DOUBLE, rows are examples.
 */
public interface StudentResidual {

    /** W1 (inputs, hidden), W2 (hidden, outputs), perhaps Ws (inputs, outputs); what is put into the map is used. */
    Map<String, INDArray> weights();

    /** {@code x} and {@code out}. */
    Map<String, INDArray> forward(INDArray x);

    /** {@code dX}, and dW1, dW2 and perhaps dWs, summed over the batch, from the gradient of {@code out}. */
    Map<String, INDArray> backward(Map<String, INDArray> cache, INDArray gradOutput);
}
