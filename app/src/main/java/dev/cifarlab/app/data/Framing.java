package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.settings.TrainConfig;

/**
 * How pictures of any size become images of one.
 *
 * @param side height and width of an image in pixels
 * @param fit how a picture that is no square becomes one
 * @param background red, green and blue, 0 to 255 each, in one number, of what shows through and stands beside
 */
public record Framing(int side, Fit fit, int background) {

    /** That of CIFAR's size, and of runs of before there was another. */
    public static final Framing SQUASHED = new Framing(32, Fit.SQUASH, 0xffffff);

    /** That of a run. */
    public static Framing of(TrainConfig config) {
        return new Framing(config.imageSize(), config.fit(), config.background().rgb());
    }

    /** One of its colours, 0 to 255. */
    int background(int channel) {
        return background >> (16 - Byte.SIZE * channel) & 0xff;
    }

    /** The part of an axis that is seen, from where to where, in half pixels; it may reach beyond the picture. */
    long[] window(int length, int other) {
        long seen = switch (fit) {
            case CROP -> Math.min(length, other);
            case PAD -> Math.max(length, other);
            case SQUASH -> length;
        };
        return new long[] {length - seen, length + seen};
    }
}
