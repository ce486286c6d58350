package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Holds images out for validation, and reduces sets to a sample. */
final class Reduction {

    private static final int HELD_OUT = 5_000;
    private static final int SHARE = 10;

    private Reduction() {}

    static Loaded of(Loaded all, TrainConfig config) {
        Loaded split = config.validation() == ValidationSource.SPLIT ? holdOut(all, config.seed()) : all;
        Loaded reduced = split;
        if (config.trainLimit() > 0) {
            ImageSet train = sample(
                    split.train(), config.trainLimit(), config.seed(), Purpose.TRAIN_SAMPLE, Setting.TRAIN_LIMIT);
            reduced = reduced.with(train, reduced.validation(), ", training images reduced");
        }
        if (config.testLimit() > 0) {
            ImageSet validation = sample(
                    split.validation(), config.testLimit(), config.seed(), Purpose.TEST_SAMPLE, Setting.TEST_LIMIT);
            reduced = reduced.with(reduced.train(), validation, ", validation images reduced");
        }
        return reduced;
    }

    private static ImageSet sample(ImageSet images, int count, long seed, long purpose, Setting<?> setting) {
        return images.select(ClassBalancedSample.indices(
                images, count, Seeds.generator(seed, Purpose.SAMPLE, purpose), setting.key()));
    }

    /** 5,000 of the training images, or a tenth of a set of fewer than 50,000. */
    private static Loaded holdOut(Loaded all, long seed) {
        ImageSet train = all.train();
        if (train.size() < SHARE) {
            throw UserException.usage(
                    "validation: split holds out a tenth of the training images, and there are only %d; validate on"
                            + " test, or add images",
                    train.size());
        }
        int count = Math.min(HELD_OUT, train.size() / SHARE);
        int[] held =
                ClassBalancedSample.indices(train, count, Seeds.generator(seed, Purpose.HOLD_OUT), "validation split");
        BitSet isHeld = new BitSet(train.size());
        IntStream.of(held).forEach(isHeld::set);
        int[] kept =
                IntStream.range(0, train.size()).filter(k -> !isHeld.get(k)).toArray();
        return all.with(train.select(kept), train.select(held), ", validation on held-out training images");
    }
}
