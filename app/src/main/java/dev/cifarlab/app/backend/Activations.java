package dev.cifarlab.app.backend;

import dev.cifarlab.app.settings.Activation;
import org.jspecify.annotations.Nullable;

/** The framework's activation functions for ours. */
public final class Activations {

    private Activations() {}

    /** The framework's function; the identity for none. */
    public static org.nd4j.linalg.activations.Activation of(@Nullable Activation activation) {
        return org.nd4j.linalg.activations.Activation.valueOf(activation == null ? "IDENTITY" : activation.name());
    }
}
