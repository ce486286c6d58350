package dev.cifarlab.app.onednn;

/** Primitives of a dense layer: SRC (n, in), WEIGHTS (out, in), BIAS (out), DST (n, out). */
public final class InnerProduct {

    private InnerProduct() {}

    /** SRC, WEIGHTS and BIAS to DST, and then the epilogue. */
    public static Primitive forward(
            Session session, Descriptor src, Descriptor weights, Descriptor bias, Descriptor dst, Epilogue epilogue) {
        return Primitive.create(
                session,
                "dense layer",
                epilogue,
                (pd, attributes) -> Calls.innerProductForwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        Calls.FORWARD_TRAINING,
                        src.handle(),
                        weights.handle(),
                        bias.handle(),
                        dst.handle(),
                        attributes));
    }

    /** DIFF_DST and WEIGHTS to DIFF_SRC. */
    public static Primitive backwardData(
            Session session, Primitive forward, Descriptor diffSrc, Descriptor weights, Descriptor diffDst) {
        return Primitive.create(
                session,
                "dense layer's gradient of its input",
                (pd, attributes) -> Calls.innerProductBackwardDataPrimitiveDescCreate(
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
        return Primitive.create(
                session,
                "dense layer's gradient of its weights",
                (pd, attributes) -> Calls.innerProductBackwardWeightsPrimitiveDescCreate(
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
