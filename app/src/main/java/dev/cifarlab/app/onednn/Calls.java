package dev.cifarlab.app.onednn;

import com.sun.jna.Pointer;

/**
 * The functions of oneDNN 3 that we call, by the names of {@code oneapi/dnnl/dnnl.h} in camel case and without their
 * prefix. Handles and addresses are longs; the first argument of a function that creates something is where the handle
 * goes. All but the last five return a status, 0 for success.
 */
@SuppressWarnings("checkstyle:ParameterNumber") // the C functions' own lists
final class Calls {

    /** Values of {@code dnnl_prop_kind_t}. */
    static final int FORWARD_TRAINING = 64;

    static final int FORWARD_INFERENCE = 96;
    static final int BACKWARD = 128;

    private Calls() {}

    static native int engineCreate(long[] engine, int kind, long index);

    static native int streamCreate(long[] stream, long engine, int flags);

    static native int streamWait(long stream);

    static native int streamDestroy(long stream);

    static native int memoryDescCreateWithTag(long[] md, int rank, long[] dims, int type, int tag);

    static native int memoryDescCreateWithStrides(long[] md, int rank, long[] dims, int type, long[] strides);

    static native int memoryDescClone(long[] md, long source);

    static native int memoryDescDestroy(long md);

    static native int memoryCreate(long[] memory, long md, long engine, long address);

    static native int memorySetDataHandle(long memory, long address);

    static native int memoryDestroy(long memory);

    static native int primitiveAttrCreate(long[] attr);

    static native int primitiveAttrDestroy(long attr);

    static native int primitiveAttrSetScratchpadMode(long attr, int mode);

    static native int primitiveAttrSetDeterministic(long attr, int value);

    static native int primitiveAttrSetPostOps(long attr, long postOps);

    static native int postOpsCreate(long[] postOps);

    static native int postOpsDestroy(long postOps);

    static native int postOpsAppendEltwise(long postOps, int algorithm, float alpha, float beta);

    static native int postOpsAppendSum(long postOps, float scale, int zeroPoint, int type);

    static native int convolutionForwardPrimitiveDescCreate(
            long[] pd,
            long engine,
            int kind,
            int algorithm,
            long src,
            long weights,
            long bias,
            long dst,
            long[] strides,
            long[] dilates,
            long[] before,
            long[] after,
            long attr);

    static native int convolutionBackwardDataPrimitiveDescCreate(
            long[] pd,
            long engine,
            int algorithm,
            long diffSrc,
            long weights,
            long diffDst,
            long[] strides,
            long[] dilates,
            long[] before,
            long[] after,
            long hint,
            long attr);

    static native int convolutionBackwardWeightsPrimitiveDescCreate(
            long[] pd,
            long engine,
            int algorithm,
            long src,
            long diffWeights,
            long diffBias,
            long diffDst,
            long[] strides,
            long[] dilates,
            long[] before,
            long[] after,
            long hint,
            long attr);

    static native int innerProductForwardPrimitiveDescCreate(
            long[] pd, long engine, int kind, long src, long weights, long bias, long dst, long attr);

    static native int innerProductBackwardDataPrimitiveDescCreate(
            long[] pd, long engine, long diffSrc, long weights, long diffDst, long hint, long attr);

    static native int innerProductBackwardWeightsPrimitiveDescCreate(
            long[] pd, long engine, long src, long diffWeights, long diffBias, long diffDst, long hint, long attr);

    static native int batchNormalizationForwardPrimitiveDescCreate(
            long[] pd, long engine, int kind, long src, long dst, float epsilon, int flags, long attr);

    static native int batchNormalizationBackwardPrimitiveDescCreate(
            long[] pd,
            long engine,
            int kind,
            long diffSrc,
            long diffDst,
            long src,
            float epsilon,
            int flags,
            long hint,
            long attr);

    static native int eltwiseForwardPrimitiveDescCreate(
            long[] pd, long engine, int kind, int algorithm, long src, long dst, float alpha, float beta, long attr);

    static native int eltwiseBackwardPrimitiveDescCreate(
            long[] pd,
            long engine,
            int algorithm,
            long diffSrc,
            long diffDst,
            long data,
            float alpha,
            float beta,
            long hint,
            long attr);

    static native int poolingForwardPrimitiveDescCreate(
            long[] pd,
            long engine,
            int kind,
            int algorithm,
            long src,
            long dst,
            long[] strides,
            long[] kernel,
            long[] dilation,
            long[] before,
            long[] after,
            long attr);

    static native int poolingBackwardPrimitiveDescCreate(
            long[] pd,
            long engine,
            int algorithm,
            long diffSrc,
            long diffDst,
            long[] strides,
            long[] kernel,
            long[] dilation,
            long[] before,
            long[] after,
            long hint,
            long attr);

    static native int binaryPrimitiveDescCreate(
            long[] pd, long engine, int algorithm, long src0, long src1, long dst, long attr);

    static native int matmulPrimitiveDescCreate(
            long[] pd, long engine, long src, long weights, long bias, long dst, long attr);

    static native int reorderPrimitiveDescCreate(
            long[] pd, long src, long srcEngine, long dst, long dstEngine, long attr);

    static native int primitiveDescNextImpl(long pd);

    static native int primitiveDescQuery(long pd, int what, int index, long[] result);

    static native int primitiveDescDestroy(long pd);

    static native int primitiveCreate(long[] primitive, long pd);

    static native int primitiveDestroy(long primitive);

    static native int primitiveExecute(long primitive, long stream, int count, Pointer arguments);

    static native int memoryDescEqual(long a, long b);

    static native long memoryDescGetSize(long md);

    static native long primitiveDescQueryMd(long pd, int what, int index);

    static native Pointer version();

    static native int getEffectiveCpuIsa();
}
