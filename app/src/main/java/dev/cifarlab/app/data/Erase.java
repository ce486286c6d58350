package dev.cifarlab.app.data;

import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code erase=P}: with probability P sets a rectangle to 0, as {@link Cutout} does (Zhong et al., 2020, algorithm 1):
 * of 2 to 40 % of the image's area, 0.3 to 1 / 0.3 times as high as wide, wherever it fits.
 *
 * @param probability P
 */
record Erase(double probability) implements Augmentation {

    private static final double LEAST_AREA = 0.02;
    private static final double MOST_AREA = 0.4;
    private static final double FLATTEST = 0.3;
    private static final int ATTEMPTS = 100;

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        if (generator.nextDouble() >= probability) {
            return asItIs -> {};
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double area = Augmentation.between(generator, LEAST_AREA, MOST_AREA) * height * width;
            double ratio = Augmentation.between(generator, FLATTEST, 1 / FLATTEST);
            int high = (int) Math.round(Math.sqrt(area * ratio));
            int wide = (int) Math.round(Math.sqrt(area / ratio));
            int top = generator.nextInt(height);
            int left = generator.nextInt(width);
            if (top + high <= height && left + wide <= width) {
                return placement -> placement.cut(top, left, top + high, left + wide);
            }
        }
        return asItIs -> {}; // none fits into an image of a pixel or two
    }
}
