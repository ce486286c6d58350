package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices with rows one after the other in memory, as NumPy has them. ND4J's own {@code mmul} gives
 * columns one after the other, which makes each element-wise step after it slower. Factors may be views; those without
 * gaps, transposed ones too, are not copied: the product is computed as (b^T a^T)^T.
 */
public final class MatrixProduct {

    private MatrixProduct() {}

    /** a b, of shape (m, n), for a (m, k) and b (k, n). */
    public static INDArray of(INDArray a, INDArray b) {
        INDArray left = factor("a", a, Checks.ANY);
        INDArray right = factor("b", b, left.size(1));
        INDArray out = Nd4j.createUninitialized(left.dataType(), left.size(0), right.size(1));
        Nd4j.gemm(right.transpose(), left.transpose(), out.transpose(), false, false, 1, 0);
        return out;
    }

    private static INDArray factor(String name, INDArray x, long rows) {
        Checks.floating(name, x);
        Checks.shape(name, x, x.dataType(), rows, Checks.ANY);
        return Checks.hasNoGaps(x) || Checks.hasNoGaps(x.transpose()) ? x : x.dup('c');
    }
}
