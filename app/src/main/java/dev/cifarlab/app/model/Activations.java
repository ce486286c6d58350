package dev.cifarlab.app.model;

import dev.cifarlab.app.config.Activation;

/** The framework's activation functions for ours. */
final class Activations {

    private Activations() {}

    static org.nd4j.linalg.activations.Activation of(Activation activation) {
        return switch (activation) {
            case RELU -> org.nd4j.linalg.activations.Activation.RELU;
            case TANH -> org.nd4j.linalg.activations.Activation.TANH;
        };
    }
}
