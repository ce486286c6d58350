package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.ValidationSource;
import java.util.List;

/**
 * What a run trains and validates on.
 *
 * @param train training images
 * @param validation validation images
 * @param card what is to be known of them
 * @param bad what is wrong with pictures that were left out, a line each
 */
public record DataSets(ImageSet train, ImageSet validation, DataCard card, List<String> bad) {

    /**
     * Finds, fetches or makes the images that a configuration asks for.
     *
     * @throws UserException when they are missing, damaged, or too few for the batch size
     */
    public static DataSets load(TrainConfig config, DownloadProgress progress) {
        Source.Loaded loaded = Reduction.of(Source.of(config.data()).open(config, progress), config);
        if (loaded.train().size() == 0 || loaded.validation().size() == 0) {
            throw UserException.failed("%s: add images to what has none", loaded.counted());
        }
        if (config.imagesPerStep() > loaded.train().size()) {
            throw UserException.usage(
                    "batch-size: %d%s is more than the %d training images; give at most that",
                    config.batchSize(),
                    config.accumulate() > 1 ? " times " + config.accumulate() + " (accumulate)" : "",
                    loaded.train().size());
        }
        for (String name : loaded.train().classNames()) {
            if (name.indexOf('\ufffd') >= 0) {
                throw UserException.failed("%s: a class with letters that cannot be read; rename its folder", name);
            }
        }
        int side = config.imageSize();
        ImageSet train = loaded.train().resized(side);
        ImageSet validation = loaded.validation().resized(side);
        DataCard card = DataCard.of(train, validation, loaded.counted(), config.normalise());
        return new DataSets(train, validation, card, loaded.bad());
    }

    /** Images that are in memory already, and whether their channels are to be shifted and scaled. */
    public static DataSets of(ImageSet train, ImageSet validation, String description, boolean normalise) {
        return new DataSets(train, validation, DataCard.of(train, validation, description, normalise), List.of());
    }

    /** Whether another seed gives other images: synthetic ones, held-out ones and samples are drawn from it. */
    public static boolean dependOnSeed(TrainConfig config) {
        return config.data() == DataSource.SYNTHETIC
                || config.validation() == ValidationSource.SPLIT
                || config.trainLimit() > 0
                || config.testLimit() > 0;
    }
}
