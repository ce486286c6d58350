package dev.cifarlab.app.data;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * {@code colour=A}: brightness, contrast and saturation, each by a factor that is drawn evenly from 1 - A to 1 + A, in
 * an order that is drawn, too (Howard, 2013, "Some improvements on deep convolutional neural network based image
 * classification", section 2; torchvision's {@code ColorJitter}). Hue is left alone.
 *
 * <p>Each is f x + (1 - f) g, rounded and cut to 0..255, for a value x and its factor f, where g is 0 for brightness,
 * the image's mean grey for contrast, and the pixel's own grey for saturation. Grey is 0.299 red + 0.587 green + 0.114
 * blue (ITU-R BT.601) where there are three channels, else the value itself, and then saturation does nothing.
 *
 * @param most A
 */
record ColourJitter(double most) implements Augmentation {

    private static final int RGB = 3;

    /** A change of all planes by a factor, in place. */
    @FunctionalInterface
    private interface Enhancement {
        void apply(byte[] image, int plane, double factor);
    }

    private static final List<Enhancement> ALL =
            List.of(ColourJitter::brightness, ColourJitter::contrast, ColourJitter::saturation);

    @Override
    public Consumer<Placement> draw(MersenneTwister generator, int height, int width) {
        List<Consumer<byte[]>> drawn = new ArrayList<>();
        for (int which : Seeds.permutation(ALL.size(), generator)) {
            double factor = Augmentation.between(generator, 1 - most, 1 + most);
            drawn.add(image -> ALL.get(which).apply(image, height * width, factor));
        }
        return placement -> drawn.forEach(placement::change);
    }

    static void brightness(byte[] image, int plane, double factor) {
        blend(image, 0, factor);
    }

    static void contrast(byte[] image, int plane, double factor) {
        boolean coloured = image.length == RGB * plane;
        int count = coloured ? plane : image.length;
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += coloured ? grey(image, plane, k) : image[k] & 0xff;
        }
        blend(image, sum / count, factor);
    }

    static void saturation(byte[] image, int plane, double factor) {
        if (image.length != RGB * plane) {
            return;
        }
        float own = (float) factor;
        for (int k = 0; k < plane; k++) {
            float grey = (1 - own) * grey(image, plane, k) + 0.5f;
            for (int at = k; at < image.length; at += plane) {
                image[at] = cut(own * (image[at] & 0xff) + grey);
            }
        }
    }

    private static float grey(byte[] image, int plane, int k) {
        int grey = 299 * (image[k] & 0xff) + 587 * (image[plane + k] & 0xff) + 114 * (image[2 * plane + k] & 0xff);
        return grey / 1000f;
    }

    private static void blend(byte[] image, double grey, double factor) {
        byte[] table = new byte[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = cut((float) (factor * value + (1 - factor) * grey + 0.5));
        }
        for (int k = 0; k < image.length; k++) {
            image[k] = table[image[k] & 0xff];
        }
    }

    /** Without its fraction. */
    private static byte cut(float value) {
        return (byte) Math.max(0, Math.min(255, (int) value));
    }
}
