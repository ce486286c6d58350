package dev.cifarlab.teaching;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Questions 2.1 and 2.2: cross-correlation of one channel, without bias or padding. A class that implements it has a
 * constructor {@code (int filterSize, int stride, int units, int seed)}; all arrays are DOUBLE.
 */
public interface StudentConvolution {

    /** W (units, filterSize, filterSize); what is put into the map is used from then on. */
    Map<String, INDArray> weights();

    /** W from U[0, 1), the generator seeded anew with the seed. */
    void initializeWeights();

    /** For x (n, 1, h, w): {@code x}, and {@code out} (n, units, (h - f) / stride + 1, (w - f) / stride + 1). */
    Map<String, INDArray> forward(INDArray x);

    /** The gradient of W, summed over the batch, from that of {@code out}. */
    INDArray backward(Map<String, INDArray> cache, INDArray gradOutput);
}
