package dev.cifarlab.app.settings;

/** The numbers that layers compute with; weights, statistics and the loss are always kept in single precision. */
public enum Precision implements NamedChoice {
    /** IEEE single precision. */
    FLOAT32,
    /** bfloat16 for activations, their gradients and the weights as they are multiplied; about twice as fast. */
    BF16
}
