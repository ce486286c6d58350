package dev.cifarlab.app.onednn;

import org.jspecify.annotations.Nullable;

/**
 * What a primitive does to its result before it is written.
 *
 * @param adds whether the result is added to what the destination holds
 * @param function then applied to every element; null for none
 */
public record Epilogue(boolean adds, @Nullable Nonlinearity function) {

    /** Nothing. */
    public static final Epilogue NONE = new Epilogue(false, null);

    private static final int SCRATCHPAD_IS_AN_ARGUMENT = 1;
    private static final int TYPE_OF_DESTINATION = 0;

    /** The attributes of a primitive with this epilogue, with scratch memory as an argument, repeatable to the bit. */
    long attributes(Session session) {
        long attr = session.own("attributes", Calls::primitiveAttrCreate, Calls::primitiveAttrDestroy);
        OneDnnException.check(Calls.primitiveAttrSetScratchpadMode(attr, SCRATCHPAD_IS_AN_ARGUMENT), "scratchpad mode");
        OneDnnException.check(Calls.primitiveAttrSetDeterministic(attr, 1), "deterministic mode");
        if (adds || function != null) {
            OneDnnException.check(Calls.primitiveAttrSetPostOps(attr, operations(session)), "epilogue");
        }
        return attr;
    }

    private long operations(Session session) {
        long operations = session.own("epilogue", Calls::postOpsCreate, Calls::postOpsDestroy);
        if (adds) {
            OneDnnException.check(Calls.postOpsAppendSum(operations, 1, 0, TYPE_OF_DESTINATION), "sum");
        }
        if (function != null) {
            OneDnnException.check(Calls.postOpsAppendEltwise(operations, function.forward(), 0, 0), "function");
        }
        return operations;
    }
}
