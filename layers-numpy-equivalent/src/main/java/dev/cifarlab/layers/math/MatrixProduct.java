package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Products of matrices with rows one after the other in memory, as NumPy has them. ND4J's own {@code mmul} gives
 * columns one after the other, which makes each element-wise step after it slower. Factors may be views, transposed
 * ones too: the product is computed as (b^T a^T)^T, which needs no copy.
 */
public final class MatrixProduct {

    private MatrixProduct() {}

    /** a b, of shape (m, n), for a (m, k) and b (k, n). */
    public static INDArray of(INDArray a, INDArray b) {
        INDArray out = Nd4j.createUninitialized(a.dataType(), a.size(0), b.size(1));
        write(out, a, b);
        return out;
    }

    /** out = a b, for out (m, n), a (m, k) and b (k, n). */
    public static void write(INDArray out, INDArray a, INDArray b) {
        Nd4j.gemm(b.transpose(), a.transpose(), out.transpose(), false, false, 1, 0);
    }

    /** out = out + a b, for out (m, n), a (m, k) and b (k, n). */
    public static void add(INDArray out, INDArray a, INDArray b) {
        Nd4j.gemm(b.transpose(), a.transpose(), out.transpose(), false, false, 1, 1);
    }
}
