package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * Images of shapes and textures (3, 32, 32), drawn from a seed alone and the same on every machine. Colours, place,
 * size, angle, a gradient of light and noise vary; either of motif and ground may be the brighter, so that no linear
 * classifier can do well.
 */
final class SyntheticImages implements Source {

    private static final int TRAINING = 5_000;
    private static final int VALIDATION = 1_000;
    private static final int MOST = 500_000;
    private static final int SIDE = 32;
    private static final int CHANNELS = 3;
    private static final double CONTRAST = 0.6;
    private static final double NOISE = 0.04;

    /**
     * Where a motif lies in its image: pixels to the motif's coordinates, by shift, rotation and scale.
     *
     * @param x0 column of the motif's origin
     * @param y0 row of the motif's origin
     * @param cos cosine of the angle over the size in pixels
     * @param sin sine of the angle over the size in pixels
     */
    private record Frame(double x0, double y0, double cos, double sin) {

        private static final double CENTRE = 15.5;
        private static final double MOST_ANGLE = 0.3;

        /** Shapes have radii of 7 to 13 pixels near the centre; textures have periods of 6 to 12 pixels, any phase. */
        static Frame draw(Motif motif, MersenneTwister generator) {
            double spread = motif.isTexture() ? SIDE : 12;
            double size = motif.isTexture() ? 6 + 6 * generator.nextDouble() : 7 + 6 * generator.nextDouble();
            double angle = MOST_ANGLE * (2 * generator.nextDouble() - 1);
            double x0 = CENTRE + spread * (generator.nextDouble() - 0.5);
            double y0 = CENTRE + spread * (generator.nextDouble() - 0.5);
            return new Frame(x0, y0, StrictMath.cos(angle) / size, StrictMath.sin(angle) / size);
        }

        double u(int x, int y) {
            return cos * (x - x0) + sin * (y - y0);
        }

        double v(int x, int y) {
            return cos * (y - y0) - sin * (x - x0);
        }
    }

    /** The last ones of each purpose: a study asks for the same several times. */
    private static final Map<Long, SoftReference<Drawn>> DRAWN = new ConcurrentHashMap<>();

    private record Drawn(int count, long seed, ImageSet images) {}

    @Override
    public Loaded open(TrainConfig config, DownloadProgress progress) {
        requireHeld(Setting.TRAIN_LIMIT, config.trainLimit());
        requireHeld(Setting.TEST_LIMIT, config.testLimit());
        int train = Math.max(TRAINING, withHeldOut(config.trainLimit()));
        int validation = Math.max(VALIDATION, config.testLimit());
        return new Loaded(
                of(train, config.seed(), Seeds.SYNTHETIC_TRAINING),
                of(validation, config.seed(), Seeds.SYNTHETIC_VALIDATION),
                "synthetic shapes and textures (not CIFAR-10), seed " + config.seed());
    }

    /** In memory. */
    private static void requireHeld(Setting<?> setting, int limit) {
        if (limit > MOST) {
            throw UserException.usage(
                    "%s: %d is too large; at most %d synthetic images are drawn", setting.key(), limit, MOST);
        }
    }

    /** So many that the limit is left when a tenth is held out. */
    private static int withHeldOut(int limit) {
        return Math.toIntExact(Math.round(limit / 0.9) + Motif.CLASSES.size());
    }

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
        byte[] image = new byte[CHANNELS * SIDE * SIDE];
        Pixels.Collector pixels = new Pixels.Collector(image.length);
        int[] labels = new int[count];
        for (int index = 0; index < count; index++) {
            labels[index] = order[index] % classes;
            draw(Motif.CLASSES.get(labels[index]), generator, image);
            pixels.add(image);
        }
        return new ImageSet(pixels.pixels(), labels, CHANNELS, SIDE, SIDE, Motif.classNames());
    }

    private static void draw(Motif motif, MersenneTwister generator, byte[] image) {
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
                image[channel * SIDE * SIDE + pixel] = toByte(value);
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
