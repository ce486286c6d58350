package dev.cifarlab.app.settings;

/** The numbers that layers compute with; weights, statistics and the loss are always kept in single precision. */
public enum Precision implements NamedChoice {
    /** IEEE single precision. */
    FLOAT32(Float.BYTES),
    /** bfloat16 for activations, their gradients and the weights as they are multiplied; about twice as fast. */
    BF16(Short.BYTES),
    /** bfloat16 where the processor multiplies it, single precision elsewhere; settled before a run is recorded. */
    AUTO(0);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /**
     * Bytes of a number.
     *
     * @throws IllegalStateException for {@link #AUTO}
     */
    public int bytes() {
        if (this == AUTO) {
            throw new IllegalStateException("the precision is not settled");
        }
        return bytes;
    }
}
