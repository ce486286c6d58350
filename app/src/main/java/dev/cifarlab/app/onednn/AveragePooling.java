package dev.cifarlab.app.onednn;

/**
 * Primitives of the mean over all pixels of SRC (n, channels, h, w): DST (n, channels, 1, 1).
 *
 * @param height h
 * @param width w
 */
public record AveragePooling(long height, long width) {

    private static final int AVERAGE = 0x3ff;
    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};

    private long[] window() {
        return new long[] {height, width};
    }

    /** SRC to DST. */
    public Primitive forward(Session session, Descriptor src, Descriptor dst) {
        return Primitive.create(
                session,
                "average pooling",
                (pd, attributes) -> Calls.poolingForwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        Calls.FORWARD_TRAINING,
                        AVERAGE,
                        src.handle(),
                        dst.handle(),
                        ONE,
                        window(),
                        ZERO,
                        ZERO,
                        ZERO,
                        attributes));
    }

    /** DIFF_DST to DIFF_SRC. */
    public Primitive backward(Session session, Primitive forward, Descriptor diffSrc, Descriptor diffDst) {
        return Primitive.create(
                session,
                "gradient of average pooling",
                (pd, attributes) -> Calls.poolingBackwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        AVERAGE,
                        diffSrc.handle(),
                        diffDst.handle(),
                        ONE,
                        window(),
                        ZERO,
                        ZERO,
                        ZERO,
                        forward.description(),
                        attributes));
    }
}
