package dev.cifarlab.app.onednn;

/** Primitives that treat every element alike. */
public final class Elementwise {

    private static final int ADD = 0x1fff0;
    private static final int LINEAR = 0x26;

    private Elementwise() {}

    /** SRC to DST in another layout or number type. */
    public static Primitive reorder(Session session, Descriptor from, Descriptor to) {
        return Primitive.create(
                session,
                "reorder",
                (pd, attributes) -> Calls.reorderPrimitiveDescCreate(
                        pd, from.handle(), Engine.handle(), to.handle(), Engine.handle(), attributes));
    }

    /** DST = function(SRC), arrays of one layout; may be in place. */
    public static Primitive apply(Session session, Nonlinearity function, Descriptor array) {
        return forward(session, function.forward(), 0, array);
    }

    /** DST = factor SRC, arrays of one layout; may be in place. */
    public static Primitive scale(Session session, double factor, Descriptor array) {
        return forward(session, LINEAR, (float) factor, array);
    }

    private static Primitive forward(Session session, int algorithm, float alpha, Descriptor array) {
        return Primitive.create(
                session,
                "function of elements",
                (pd, attributes) -> Calls.eltwiseForwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        Calls.FORWARD_TRAINING,
                        algorithm,
                        array.handle(),
                        array.handle(),
                        alpha,
                        0,
                        attributes));
    }

    /** DIFF_SRC from DIFF_DST and DST, the function's result; may be in place. */
    public static Primitive differentiate(Session session, Nonlinearity function, Descriptor array) {
        Primitive hint = forward(session, function.backward(), 0, array);
        return Primitive.create(
                session,
                "gradient of the activation function",
                (pd, attributes) -> Calls.eltwiseBackwardPrimitiveDescCreate(
                        pd,
                        Engine.handle(),
                        function.backward(),
                        array.handle(),
                        array.handle(),
                        array.handle(),
                        0,
                        0,
                        hint.description(),
                        attributes));
    }

    /** DST = SRC + SRC_1, then the epilogue; arrays of one layout; may be in place of either. */
    public static Primitive sum(Session session, Descriptor array, Epilogue epilogue) {
        return Primitive.create(
                session,
                "sum",
                epilogue,
                (pd, attributes) -> Calls.binaryPrimitiveDescCreate(
                        pd, Engine.handle(), ADD, array.handle(), array.handle(), array.handle(), attributes));
    }
}
