package dev.cifarlab.app.onednn;

import org.jspecify.annotations.Nullable;

/**
 * Primitives of a two-dimensional convolution: SRC (n, in, h, w), WEIGHTS (out, in, height, width), DST (n, out, h',
 * w'). With AVX-512 oneDNN's first choice for singles, channels last, are small matrix products; where its loops are
 * faster, for a DST of at most 4x4 pixels and for 1x1 kernels of stride 2, they are taken. Measured:
 * docs/performance.md.
 *
 * @param stride step of the window in both directions
 * @param padding zeros added on every side
 */
public record Convolution(int stride, int padding) {

    private static final int DIRECT = 1;
    private static final long[] NO_DILATION = {0, 0};
    private static final long SMALL = 16; // pixels
    private static final String PRODUCTS = "brg.*:avx512_core";
    private static final String LOOPS = "jit.*:avx512_core";

    private long[] strides() {
        return new long[] {stride, stride};
    }

    private long[] paddings() {
        return new long[] {padding, padding};
    }

    /** SRC and WEIGHTS to DST, for training. */
    public Primitive forward(Session session, Descriptor src, Descriptor weights, Descriptor dst) {
        return forward(session, Calls.FORWARD_TRAINING, src, weights, null, dst, Epilogue.NONE);
    }

    /** SRC, WEIGHTS and BIAS (out), if any, to DST, and then the epilogue, without a backward pass. */
    public Primitive inference(
            Session session,
            Descriptor src,
            Descriptor weights,
            @Nullable Descriptor bias,
            Descriptor dst,
            Epilogue epilogue) {
        return forward(session, Calls.FORWARD_INFERENCE, src, weights, bias, dst, epilogue);
    }

    private Primitive forward(
            Session session,
            int kind,
            Descriptor src,
            Descriptor weights,
            @Nullable Descriptor bias,
            Descriptor dst,
            Epilogue epilogue) {
        Primitive.Creation creation = (pd, attributes) -> Calls.convolutionForwardPrimitiveDescCreate(
                pd,
                Engine.handle(),
                kind,
                DIRECT,
                src.handle(),
                weights.handle(),
                bias == null ? Descriptor.NONE : bias.handle(),
                dst.handle(),
                strides(),
                NO_DILATION,
                paddings(),
                paddings(),
                attributes);
        boolean loops = isSmall(dst) || isSubsampling(weights);
        return Primitive.create(session, "convolution", epilogue, loops ? loops(creation) : creation);
    }

    private static boolean isSmall(Descriptor maps) {
        return maps.shape()[2] * maps.shape()[3] <= SMALL;
    }

    private boolean isSubsampling(Descriptor weights) {
        return stride > 1 && weights.shape()[2] == 1;
    }

    /** The same by loops, where the first choice are products and there are loops. */
    private static Primitive.Creation loops(Primitive.Creation creation) {
        return (pd, attributes) -> {
            int status = creation.create(pd, attributes);
            if (status != 0 || !Primitive.implementation(pd[0]).matches(PRODUCTS)) {
                return status;
            }
            while (!Primitive.implementation(pd[0]).matches(LOOPS)) {
                if (Calls.primitiveDescNextImpl(pd[0]) != 0) { // the last: back to the first
                    OneDnnException.check(Calls.primitiveDescDestroy(pd[0]), "convolution");
                    return creation.create(pd, attributes);
                }
            }
            return status;
        };
    }

    /** DIFF_DST and WEIGHTS to DIFF_SRC. */
    public Primitive backwardData(
            Session session, Primitive forward, Descriptor diffSrc, Descriptor weights, Descriptor diffDst) {
        Primitive.Creation creation = (pd, attributes) -> Calls.convolutionBackwardDataPrimitiveDescCreate(
                pd,
                Engine.handle(),
                DIRECT,
                diffSrc.handle(),
                weights.handle(),
                diffDst.handle(),
                strides(),
                NO_DILATION,
                paddings(),
                paddings(),
                forward.description(),
                attributes);
        boolean loops = stride > 1 && (isSmall(diffDst) || isSubsampling(weights));
        return Primitive.create(session, "convolution's gradient of its input", loops ? loops(creation) : creation);
    }

    /** SRC and DIFF_DST to DIFF_WEIGHTS, summed over the batch. */
    public Primitive backwardWeights(
            Session session, Primitive forward, Descriptor src, Descriptor diffWeights, Descriptor diffDst) {
        return Primitive.create(
                session,
                "convolution's gradient of its weights",
                (pd, attributes) -> Calls.convolutionBackwardWeightsPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        DIRECT,
                        src.handle(),
                        diffWeights.handle(),
                        Descriptor.NONE,
                        diffDst.handle(),
                        strides(),
                        NO_DILATION,
                        paddings(),
                        paddings(),
                        forward.description(),
                        attributes));
    }
}
