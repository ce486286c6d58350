package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Nonlinearity;
import dev.cifarlab.app.settings.Activation;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The framework's activation functions, and oneDNN's, for ours. */
public final class Activations {

    private Activations() {}

    /** The framework's function; the identity for none. */
    public static org.nd4j.linalg.activations.Activation of(@Nullable Activation activation) {
        if (activation == null) {
            return org.nd4j.linalg.activations.Activation.IDENTITY;
        }
        return switch (activation) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
        };
    }

    static Nonlinearity nonlinearity(Activation activation) {
        return switch (activation) {
            case RELU -> Nonlinearity.RELU;
            case TANH -> Nonlinearity.TANH;
        };
    }

    /** oneDNN's function for one of the framework's; null for the identity. */
    static @Nullable Nonlinearity nonlinearity(IActivation function) {
        if (function instanceof ActivationIdentity) {
            return null;
        }
        if (function instanceof ActivationReLU) {
            return Nonlinearity.RELU;
        }
        if (function instanceof ActivationTanH) {
            return Nonlinearity.TANH;
        }
        throw new IllegalStateException("no plan for activation function " + function);
    }
}
