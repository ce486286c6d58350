package dev.cifarlab.app.onednn;

/**
 * Primitives of the means or the largest values of windows: SRC (n, channels, h, w) to DST (n, channels, h', w').
 * Padding is no value: it is never the largest.
 *
 * @param algorithm {@code dnnl_pooling_max} or {@code dnnl_pooling_avg_exclude_padding}
 */
public record Pooling(int algorithm, long height, long width, long stride, long padding) {

    private static final int MAXIMUM = 0x1ff;
    private static final int AVERAGE = 0x3ff;
    private static final long[] NO_DILATION = {0, 0};

    /** The mean of all pixels. */
    public static Pooling average(long height, long width) {
        return new Pooling(AVERAGE, height, width, 1, 0);
    }

    /** The largest value of each square, whose place is in the WORKSPACE. */
    public static Pooling maximum(long window, long stride, long padding) {
        return new Pooling(MAXIMUM, window, window, stride, padding);
    }

    private long[] window() {
        return new long[] {height, width};
    }

    private long[] strides() {
        return new long[] {stride, stride};
    }

    private long[] paddings() {
        return new long[] {padding, padding};
    }

    /** SRC to DST, for training. */
    public Primitive forward(Session session, Descriptor src, Descriptor dst) {
        return forward(session, Calls.FORWARD_TRAINING, src, dst);
    }

    /** SRC to DST, without a backward pass. */
    public Primitive inference(Session session, Descriptor src, Descriptor dst) {
        return forward(session, Calls.FORWARD_INFERENCE, src, dst);
    }

    private Primitive forward(Session session, int kind, Descriptor src, Descriptor dst) {
        return Primitive.create(
                session,
                "pooling",
                (pd, attributes) -> Calls.poolingForwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        kind,
                        algorithm,
                        src.handle(),
                        dst.handle(),
                        strides(),
                        window(),
                        NO_DILATION,
                        paddings(),
                        paddings(),
                        attributes));
    }

    /** DIFF_DST, and the WORKSPACE of maxima, to DIFF_SRC. */
    public Primitive backward(Session session, Primitive forward, Descriptor diffSrc, Descriptor diffDst) {
        return Primitive.create(
                session,
                "gradient of pooling",
                (pd, attributes) -> Calls.poolingBackwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        algorithm,
                        diffSrc.handle(),
                        diffDst.handle(),
                        strides(),
                        window(),
                        NO_DILATION,
                        paddings(),
                        paddings(),
                        forward.description(),
                        attributes));
    }
}
