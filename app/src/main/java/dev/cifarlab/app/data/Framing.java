package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Fit;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;

/**
 * How pictures of any size become images of one.
 *
 * @param side height and width of an image in pixels
 * @param fit how a picture that is no square becomes one
 * @param background red, green and blue, 0 to 255 each, in one number, of what shows through and stands beside
 * @param grey whether they become as MNIST's are: grey, of 28x28 pixels, with a margin of zeros
 */
public record Framing(int side, Fit fit, int background, boolean grey) {

    /** That of CIFAR's size, and of runs of before there was another. */
    public static final Framing SQUASHED = new Framing(32, Fit.SQUASH, 0xffffff);

    /** In colour. */
    public Framing(int side, Fit fit, int background) {
        this(side, fit, background, false);
    }

    /** That of a run. */
    public static Framing of(TrainConfig config) {
        return new Framing(
                config.imageSize(),
                config.fit(),
                config.background().rgb(),
                config.data().channels() == 1);
    }

    /** Whether grey or not, how a picture is framed in colour first. */
    Framing inColour() {
        return grey ? new Framing(IdxFiles.SIDE, fit, background) : this;
    }

    /** An image of red, green and blue as it is wanted. */
    byte[] finished(byte[] colours) {
        if (!grey) {
            return colours;
        }
        byte[] luma = new byte[colours.length / Pictures.CHANNELS];
        for (int k = 0; k < luma.length; k++) {
            luma[k] = luma(colours[k] & 0xff, colours[luma.length + k] & 0xff, colours[2 * luma.length + k] & 0xff);
        }
        return IdxFiles.images(Pixels.of(luma, luma.length), new int[1], List.of(""))
                .resized(side)
                .image(0);
    }

    /** ITU-R 601, in the whole numbers of Pillow's {@code convert("L")}. */
    private static byte luma(int red, int green, int blue) {
        return (byte) ((19_595 * red + 38_470 * green + 7_471 * blue + (1 << 15)) >> 16);
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
