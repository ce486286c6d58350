package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Questions 2.3 and 2.4: the largest pixel of each square, squares side by side. A class that implements it has a
 * constructor {@code (int filterSize)}; all arrays are DOUBLE.
 */
public interface StudentMaxPooling {

    /** For x (n, c, h, w): {@code x}, and {@code out} (n, c, h / filterSize, w / filterSize). */
    Map<String, INDArray> forward(INDArray x);

    /** The gradient of x from that of {@code out}. */
    INDArray backward(Map<String, INDArray> cache, INDArray gradOutput);
}
