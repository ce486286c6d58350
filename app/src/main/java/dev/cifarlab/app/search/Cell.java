package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/**
 * One training of a search, known by these three alone, wherever and whenever it runs.
 *
 * @param activation activation function of the hidden layers
 * @param init how weights are drawn
 * @param seed the training's seed
 */
public record Cell(Activation activation, Initialization init, long seed) {

    /** The name of its run folder, for instance {@code relu_glorot-normal_seed-0}. */
    public String name() {
        return combination().name() + "_seed-" + seed;
    }

    /** The cell without its seed. */
    public Combination combination() {
        return new Combination(activation, init);
    }

    /** The settings of its training: the base with the cell's three in place of its own. */
    public TrainConfig config(TrainConfig base) {
        return base.with(Setting.ACTIVATION, activation)
                .with(Setting.INIT, init)
                .with(Setting.SEED, seed);
    }
}
