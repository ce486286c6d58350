package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code shift=N:zero|reflect}: moves an image by up to N pixels down or up and as many to the right or left, each
 * number as likely as the others. It is the random crop of an image with a border (He et al., 2016, section 4.2).
 *
 * @param most N
 * @param reflect whether the image goes on as its own reflection, and not as black
 */
record Shift(int most, boolean reflect) implements Augmentation {

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        int down = pixels(generator);
        int right = pixels(generator);
        return placement -> placement.move(down, right, reflect);
    }

    private int pixels(MersenneTwister generator) {
        return generator.nextInt(2 * most + 1) - most;
    }
}
