package dev.cifarlab.app.data;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Images of shapes and textures (3, 32, 32), drawn from a seed alone and the same on every machine. Colours, place,
 * size, angle, a gradient of light and noise vary; either of motif and ground may be the brighter, so that no linear
 * classifier can do well.
 */
final class SyntheticImages {

    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final double CONTRAST = 0.6;
    private static final double NOISE = 0.04;

    /** The last ones of each purpose: a study asks for the same several times. */
    private static final Map<Long, SoftReference<Drawn>> DRAWN = new ConcurrentHashMap<>();

    private record Drawn(int count, long seed, ImageSet images) {}

    private SyntheticImages() {}

    /** {@code count} images of a seed, for one purpose. */
    static ImageSet of(int count, long seed, long purpose) {
        SoftReference<Drawn> last = DRAWN.get(purpose);
        Drawn drawn = last == null ? null : last.get();
        if (drawn == null || drawn.count != count || drawn.seed != seed) {
            drawn = new Drawn(count, seed, generate(count, Seeds.generator(seed, purpose)));
            DRAWN.put(purpose, new SoftReference<>(drawn));
        }
        return drawn.images;
    }

    /** {@code count} images, the classes in equal shares and random order. */
    static ImageSet generate(int count, MersenneTwister generator) {
        int classes = Motif.CLASSES.size();
        int[] order = Seeds.permutation(count, generator);
        int length = CHANNELS * SIDE * SIDE;
        byte[] pixels = new byte[Math.multiplyExact(count, length)];
        int[] labels = new int[count];
        for (int image = 0; image < count; image++) {
            labels[image] = order[image] % classes;
            draw(Motif.CLASSES.get(labels[image]), generator, pixels, image * length);
        }
        return new ImageSet(pixels, labels, CHANNELS, SIDE, SIDE, Motif.classNames());
    }

    private static void draw(Motif motif, MersenneTwister generator, byte[] pixels, int offset) {
        Frame frame = Frame.draw(motif, generator);
        double[] ground = colour(generator);
        double[] front = contrasting(ground, generator);
        double lightX = 0.3 * (generator.nextDouble() - 0.5) / SIDE;
        double lightY = 0.3 * (generator.nextDouble() - 0.5) / SIDE;
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            int x = pixel % SIDE;
            int y = pixel / SIDE;
            double[] colour = motif.contains(frame.u(x, y), frame.v(x, y)) ? front : ground;
            double light = lightX * (x - SIDE / 2) + lightY * (y - SIDE / 2);
            for (int channel = 0; channel < CHANNELS; channel++) {
                double value = colour[channel] + light + NOISE * noise(generator);
                pixels[offset + channel * SIDE * SIDE + pixel] = toByte(value);
            }
        }
    }

    private static double[] colour(MersenneTwister generator) {
        return new double[] {generator.nextDouble(), generator.nextDouble(), generator.nextDouble()};
    }

    private static double[] contrasting(double[] ground, MersenneTwister generator) {
        double[] front = colour(generator);
        while (distance(front, ground) < CONTRAST) {
            front = colour(generator);
        }
        return front;
    }

    private static double distance(double[] a, double[] b) {
        double sum = 0;
        for (int channel = 0; channel < a.length; channel++) {
            sum += (a[channel] - b[channel]) * (a[channel] - b[channel]);
        }
        return Math.sqrt(sum);
    }

    /** About normal with deviation 1: the sum of three uniform numbers, plain arithmetic on every machine. */
    private static double noise(MersenneTwister generator) {
        return 2 * (generator.nextDouble() + generator.nextDouble() + generator.nextDouble() - 1.5);
    }

    private static byte toByte(double value) {
        return (byte) Math.max(0, Math.min(255, Math.round(255 * value)));
    }
}
