package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code alternating-flip}: mirrors half of the images in the first epoch, the other half in the second, and so on in
 * turns (Jordan, 2024): two epochs show every image both ways.
 */
final class AlternatingFlip implements Augmentation {

    private final MersenneTwister halves;
    private final boolean first;

    AlternatingFlip(long seed, int epoch) {
        halves = Seeds.generator(seed, Seeds.FLIPS); // the same in every epoch
        first = epoch % 2 == 1;
    }

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        return halves.nextBoolean() == first ? Placement::mirror : asItIs -> {};
    }
}
