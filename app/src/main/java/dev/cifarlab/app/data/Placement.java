package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Augmentation;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * How one training image is varied: mirrored left to right, and moved over a black border.
 *
 * @param flip whether it is mirrored
 * @param down rows it moves down, -4 to 4
 * @param right columns it moves to the right, -4 to 4
 */
record Placement(boolean flip, int down, int right) {

    static final Placement AS_IS = new Placement(false, 0, 0);

    private static final int BORDER = 4;

    /** The placements of an epoch's images by position: from the seed and the epoch alone. */
    static Placement[] of(Augmentation augmentation, int count, long seed, int epoch) {
        MersenneTwister generator = Seeds.generator(seed, Purpose.AUGMENTATION, epoch);
        Placement[] placements = new Placement[count];
        for (int k = 0; k < count; k++) {
            placements[k] = draw(augmentation, generator);
        }
        return placements;
    }

    private static Placement draw(Augmentation augmentation, MersenneTwister generator) {
        return switch (augmentation) {
            case NONE -> AS_IS;
            case FLIP -> new Placement(generator.nextBoolean(), 0, 0);
            case FLIP_CROP -> new Placement(generator.nextBoolean(), shift(generator), shift(generator));
        };
    }

    private static int shift(MersenneTwister generator) {
        return generator.nextInt(2 * BORDER + 1) - BORDER;
    }
}
