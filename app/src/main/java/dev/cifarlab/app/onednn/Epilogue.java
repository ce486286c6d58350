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
        long[] attr = new long[1];
        Status.check(Calls.primitiveAttrCreate(attr), "attributes");
        session.own(attr[0], Calls::primitiveAttrDestroy);
        Status.check(Calls.primitiveAttrSetScratchpadMode(attr[0], SCRATCHPAD_IS_AN_ARGUMENT), "scratchpad mode");
        Status.check(Calls.primitiveAttrSetDeterministic(attr[0], 1), "deterministic mode");
        if (adds || function != null) {
            Status.check(Calls.primitiveAttrSetPostOps(attr[0], operations(session)), "epilogue");
        }
        return attr[0];
    }

    private long operations(Session session) {
        long[] operations = new long[1];
        Status.check(Calls.postOpsCreate(operations), "epilogue");
        session.own(operations[0], Calls::postOpsDestroy);
        if (adds) {
            Status.check(Calls.postOpsAppendSum(operations[0], 1, 0, TYPE_OF_DESTINATION), "sum");
        }
        if (function != null) {
            Status.check(Calls.postOpsAppendEltwise(operations[0], function.forward(), 0, 0), "function");
        }
        return operations[0];
    }
}
