package dev.cifarlab.app.onednn;

/** Primitives of a dense layer: SRC (n, in), WEIGHTS (out, in), BIAS (out), DST (n, out). */
public final class InnerProduct {

    private static final int FORWARD_TRAINING = 64;

    private InnerProduct() {}

    /** SRC, WEIGHTS and BIAS to DST, and then the epilogue. */
    public static Primitive forward(
            Session session, Descriptor src, Descriptor weights, Descriptor bias, Descriptor dst, Epilogue epilogue) {
        long attributes = epilogue.attributes(session);
        return Primitive.create(
                session,
                "dense layer",
                pd -> Calls.innerProductForwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        FORWARD_TRAINING,
                        src.handle(),
                        weights.handle(),
                        bias.handle(),
                        dst.handle(),
                        attributes));
    }

    /** DIFF_DST and WEIGHTS to DIFF_SRC. */
    public static Primitive backwardData(
            Session session, Primitive forward, Descriptor diffSrc, Descriptor weights, Descriptor diffDst) {
        long attributes = Epilogue.NONE.attributes(session);
        return Primitive.create(
                session,
                "dense layer's gradient of its input",
                pd -> Calls.innerProductBackwardDataPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        diffSrc.handle(),
                        weights.handle(),
                        diffDst.handle(),
                        forward.description(),
                        attributes));
    }

    /** SRC and DIFF_DST to DIFF_WEIGHTS and DIFF_BIAS, summed over the batch. */
    public static Primitive backwardWeights(
            Session session,
            Primitive forward,
            Descriptor src,
            Descriptor diffWeights,
            Descriptor diffBias,
            Descriptor diffDst) {
        long attributes = Epilogue.NONE.attributes(session);
        return Primitive.create(
                session,
                "dense layer's gradient of its weights",
                pd -> Calls.innerProductBackwardWeightsPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        src.handle(),
                        diffWeights.handle(),
                        diffBias.handle(),
                        diffDst.handle(),
                        forward.description(),
                        attributes));
    }
}
