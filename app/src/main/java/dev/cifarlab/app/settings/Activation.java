package dev.cifarlab.app.settings;

/** The activation function after every hidden layer. */
public enum Activation implements NamedChoice {
    /** max(0, x). */
    RELU,
    /** The hyperbolic tangent. */
    TANH;

    @Override
    public String title() {
        return this == RELU ? "ReLU" : label();
    }
}
