package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code cutout=N}: sets a square of N x N pixels around a point of the image to 0 (DeVries and Taylor, 2017),
 * wherever it stands in the list after all that moves pixels. With {@code --normalise} 0 is the channel's mean, else
 * black.
 *
 * @param side N
 */
record Cutout(int side) implements Augmentation {

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        int top = generator.nextInt(height) - side / 2;
        int left = generator.nextInt(width) - side / 2;
        return placement -> placement.cut(top, left, top + side, left + side);
    }
}
