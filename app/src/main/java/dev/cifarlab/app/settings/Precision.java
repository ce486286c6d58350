package dev.cifarlab.app.settings;

/** The numbers that layers compute with; weights, statistics and the loss are always kept in single precision. */
public enum Precision implements NamedChoice {
    /** IEEE single precision. */
    FLOAT32(Float.BYTES),
    /** bfloat16 for activations, their gradients and the weights as they are multiplied; about twice as fast. */
    BF16(Short.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of a number. */
    public int bytes() {
        return bytes;
    }
}
