package dev.cifarlab.app.onednn;

/**
 * Primitives of batch normalisation over the channels of SRC (n, channels, h, w) with the batch's own statistics, and,
 * if wanted, ReLU behind it in the same pass, whose mask is the WORKSPACE.
 *
 * @param epsilon added to the variance
 * @param relu whether ReLU follows
 */
public record BatchNormalization(float epsilon, boolean relu) {

    private static final int USE_GIVEN_STATISTICS = 1;
    private static final int USE_SCALE = 2;
    private static final int USE_SHIFT = 4;
    private static final int FUSE_RELU = 8;

    private int flags() {
        return USE_SCALE | USE_SHIFT | (relu ? FUSE_RELU : 0);
    }

    /** SRC, SCALE, SHIFT to DST, MEAN and VARIANCE (biased), each of (channels), and the mask. */
    public Primitive forward(Session session, Descriptor array) {
        return forward(session, Calls.FORWARD_TRAINING, flags(), array);
    }

    /** SRC, MEAN, VARIANCE, SCALE and SHIFT to DST, without a mask and a backward pass; may be in place. */
    public Primitive inference(Session session, Descriptor array) {
        return forward(session, Calls.FORWARD_INFERENCE, flags() | USE_GIVEN_STATISTICS, array);
    }

    private Primitive forward(Session session, int kind, int flags, Descriptor array) {
        return Primitive.create(
                session,
                "batch normalisation",
                (pd, attributes) -> Calls.batchNormalizationForwardPrimitiveDescCreate(
                        pd, Engine.handle(), kind, array.handle(), array.handle(), epsilon, flags, attributes));
    }

    /** SRC, MEAN, VARIANCE, SCALE, the mask and DIFF_DST to DIFF_SRC, DIFF_SCALE and DIFF_SHIFT. */
    public Primitive backward(Session session, Primitive forward, Descriptor array) {
        return Primitive.create(
                session,
                "gradient of batch normalisation",
                (pd, attributes) -> Calls.batchNormalizationBackwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        Calls.BACKWARD,
                        array.handle(),
                        array.handle(),
                        array.handle(),
                        epsilon,
                        flags(),
                        forward.description(),
                        attributes));
    }
}
