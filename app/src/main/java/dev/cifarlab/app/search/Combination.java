package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;

/**
 * What a search compares: its cells with different seeds are repetitions of one combination.
 *
 * @param activation activation function of the hidden layers
 * @param init how weights are drawn
 */
public record Combination(Activation activation, Initialization init) {

    /** For instance {@code relu_glorot-normal}. */
    public String name() {
        return activation.label() + "_" + init.label();
    }

    /** For people: {@code ReLU, Glorot normal}. */
    public String title() {
        return activation.title() + ", " + init.title();
    }
}
