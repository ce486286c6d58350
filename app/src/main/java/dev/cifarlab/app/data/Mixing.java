package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Parts;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Each image of a batch with another one mixed in, and the labels in the same shares.
 *
 * <ul>
 *   <li>{@code mixup=A}: x = s a + (1 - s) b for the whole batch, s drawn from Beta(A, A) (Zhang et al., 2018).
 *   <li>{@code cutmix=A}: a rectangle of a, of the share 1 - s before it is cut at the borders, is b's (Yun et al.,
 *       2019).
 * </ul>
 *
 * Where both are given, each batch has one of them, with probability one half.
 *
 * @param mixup A; 0 where it is not given
 * @param cutmix A; 0 where it is not given
 * @param seed the training's
 * @param epoch from 1
 */
record Mixing(double mixup, double cutmix, long seed, int epoch) {

    /** Leaves batches as they are. */
    static final Mixing NONE = new Mixing(0, 0, 0, 0);

    static Mixing of(Parts parts, long seed, int epoch) {
        return new Mixing(amount(parts, "mixup"), amount(parts, "cutmix"), seed, epoch);
    }

    private static double amount(Parts parts, String name) {
        return parts.find(name).map(part -> part.number(0)).orElse(0.0);
    }

    /**
     * Mixes a batch in place; what is drawn depends on the seed, the epoch and the batch's number alone.
     *
     * @param pixels (n, channels, height, width)
     * @param shape channels, height and width
     */
    Labels mix(int batch, float[] pixels, int[] classes, int... shape) {
        if (mixup == 0 && cutmix == 0) {
            return Labels.of(classes);
        }
        MersenneTwister generator = Seeds.generator(seed, Seeds.MIXING, epoch, batch);
        int[] partners = Seeds.permutation(classes.length, generator);
        boolean blends = cutmix == 0 || (mixup > 0 && generator.nextBoolean());
        double amount = blends ? mixup : cutmix;
        double share = new BetaDistribution(generator, amount, amount).sample();
        float[] before = pixels.clone();
        if (blends) {
            blend(pixels, before, partners, (float) share);
        } else {
            share = paste(pixels, before, partners, share, generator, shape);
        }
        return Labels.mixed(classes, partners, share);
    }

    private static void blend(float[] pixels, float[] before, int[] partners, float share) {
        int length = pixels.length / partners.length;
        for (int k = 0; k < pixels.length; k++) {
            float other = before[partners[k / length] * length + k % length];
            pixels[k] = share * before[k] + (1 - share) * other;
        }
    }

    /** The share of the pixels that stay. */
    private static double paste(
            float[] pixels, float[] before, int[] partners, double share, MersenneTwister generator, int... shape) {
        int height = shape[1];
        int width = shape[2];
        double side = Math.sqrt(1 - share);
        int y = generator.nextInt(height);
        int x = generator.nextInt(width);
        int top = Math.max(0, y - (int) (side * height) / 2);
        int bottom = Math.min(height, y + (int) (side * height) / 2);
        int left = Math.max(0, x - (int) (side * width) / 2);
        int right = Math.min(width, x + (int) (side * width) / 2);
        int length = shape[0] * height * width;
        for (int image = 0; image < partners.length; image++) {
            for (int plane = 0; plane < shape[0]; plane++) {
                for (int row = top; row < bottom; row++) {
                    int at = plane * height * width + row * width + left;
                    System.arraycopy(before, partners[image] * length + at, pixels, image * length + at, right - left);
                }
            }
        }
        return 1 - (double) (bottom - top) * (right - left) / (height * width);
    }
}
