package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;

/** Holds images out for validation, and reduces sets to a sample. */
final class Reduction {

    private Reduction() {}

    static Source.Loaded of(Source.Loaded all, TrainConfig config) {
        Source.Loaded split =
                config.validation() == ValidationSource.SPLIT ? holdOut(all, config.split(), config.seed()) : all;
        Source.Loaded reduced = split;
        if (config.trainLimit() > 0) {
            ImageSet train =
                    sample(split.train(), config.trainLimit(), config.seed(), Seeds.TRAIN_SAMPLE, Setting.TRAIN_LIMIT);
            reduced = reduced.with(train, reduced.validation(), ", training images reduced");
        }
        if (config.testLimit() > 0) {
            ImageSet validation = sample(
                    split.validation(), config.testLimit(), config.seed(), Seeds.TEST_SAMPLE, Setting.TEST_LIMIT);
            reduced = reduced.with(reduced.train(), validation, ", validation images reduced");
        }
        return reduced;
    }

    private static ImageSet sample(ImageSet images, int count, long seed, long purpose, Setting<?> setting) {
        return images.select(balanced(images, count, Seeds.generator(seed, Seeds.SAMPLE, purpose), setting.key()));
    }

    private static Source.Loaded holdOut(Source.Loaded all, double share, long seed) {
        ImageSet train = all.train();
        int count = (int) (train.size() * share + 1e-9);
        if (count < 1) {
            throw UserException.usage(
                    "split: a share of %s of %d training images is none; validate on test, or add images",
                    share, train.size());
        }
        int[] held = stratified(train, count, Seeds.generator(seed, Seeds.HOLD_OUT));
        BitSet isHeld = new BitSet(train.size());
        IntStream.of(held).forEach(isHeld::set);
        int[] kept =
                IntStream.range(0, train.size()).filter(k -> !isHeld.get(k)).toArray();
        return all.with(train.select(kept), train.select(held), ", validation on held-out training images");
    }

    /**
     * Indices of about {@code count} images, in ascending order: of each class its share, rounded so that the largest
     * remainders come first, but never all that a class has.
     */
    private static int[] stratified(ImageSet images, int count, MersenneTwister generator) {
        int classes = images.classNames().size();
        int[] sizes = new int[classes];
        IntStream.of(images.labels()).forEach(label -> sizes[label]++);
        int[] left = new int[classes];
        Arrays.setAll(left, k -> (int) ((long) count * sizes[k] / images.size()));
        IntStream.range(0, classes)
                .filter(k -> left[k] < sizes[k] - 1)
                .boxed()
                .sorted(Comparator.comparing(k -> -((long) count * sizes[k] % images.size())))
                .limit(count - IntStream.of(left).sum())
                .forEach(k -> left[k]++);
        return chosen(images, left, generator);
    }

    /** So many of each class, drawn, in ascending order; fewer where there are not as many. */
    private static int[] chosen(ImageSet images, int[] left, MersenneTwister generator) {
        return Arrays.stream(Seeds.permutation(images.size(), generator))
                .filter(index -> left[images.labels()[index]]-- > 0)
                .sorted()
                .toArray();
    }

    /**
     * Indices of {@code count} images, in ascending order: count / classes of each class, one more of the first
     * classes where that does not come out even.
     *
     * @throws UserException when a class has too few images
     */
    static int[] balanced(ImageSet images, int count, MersenneTwister generator, String key) {
        int classes = images.classNames().size();
        if (count > images.size()) {
            throw UserException.usage("%s: %d is more than the %d images there are", key, count, images.size());
        }
        int[] left = new int[classes];
        Arrays.setAll(left, k -> count / classes + (k < count % classes ? 1 : 0));
        int[] chosen = chosen(images, left, generator);
        if (chosen.length < count) {
            throw UserException.usage(
                    "%s: some classes have fewer than %d images; give a smaller number",
                    key, (count + classes - 1) / classes);
        }
        return chosen;
    }
}
