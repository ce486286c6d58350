package dev.cifarlab.app.onednn;

import org.jspecify.annotations.Nullable;

/**
 * Primitives of a two-dimensional convolution: SRC (n, in, h, w), WEIGHTS (out, in, height, width), DST (n, out, h',
 * w').
 *
 * @param stride step of the window in both directions
 * @param padding zeros added on every side
 */
public record Convolution(int stride, int padding) {

    private static final int DIRECT = 1;
    private static final long[] NO_DILATION = {0, 0};

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
        return Primitive.create(
                session,
                "convolution",
                epilogue,
                (pd, attributes) -> Calls.convolutionForwardPrimitiveDescCreate(
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
                        attributes));
    }

    /** DIFF_DST and WEIGHTS to DIFF_SRC. */
    public Primitive backwardData(
            Session session, Primitive forward, Descriptor diffSrc, Descriptor weights, Descriptor diffDst) {
        return Primitive.create(
                session,
                "convolution's gradient of its input",
                (pd, attributes) -> Calls.convolutionBackwardDataPrimitiveDescCreate(
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
                        attributes));
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
