package dev.cifarlab.app.onednn;

/** Primitives of many matrix products: SRC (n, rows, inner), WEIGHTS (n, inner, columns), DST (n, rows, columns). */
public final class BatchedProduct {

    private BatchedProduct() {}

    /** SRC and WEIGHTS to DST, or added to what DST holds. */
    public static Primitive of(Session session, Descriptor src, Descriptor weights, Descriptor dst, boolean adds) {
        return Primitive.create(
                session,
                "matrix products",
                new Epilogue(adds, null),
                (pd, attributes) -> Calls.matmulPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        src.handle(),
                        weights.handle(),
                        Descriptor.NONE,
                        dst.handle(),
                        attributes));
    }
}
