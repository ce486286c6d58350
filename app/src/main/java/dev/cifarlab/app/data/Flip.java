package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/** {@code flip}: mirrors an image left to right with probability one half. */
record Flip() implements Augmentation {

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        return generator.nextBoolean() ? Placement::mirror : asItIs -> {};
    }
}
