package dev.cifarlab.app.data;

import dev.cifarlab.app.config.DataSource;
import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.config.ValidationSource;
import java.util.Locale;

/**
 * What a run trains and validates on.
 *
 * @param train training images
 * @param validation validation images
 * @param description one line for people, which says where they are from and whether they are synthetic or reduced
 * @param synthetic whether they were drawn by this program
 */
public record DataSets(ImageSet train, ImageSet validation, String description, boolean synthetic) {

    /**
     * Finds, fetches or makes the images that a configuration asks for.
     *
     * @throws UserException when they are missing, damaged, or too few for the batch size
     */
    public static DataSets load(TrainConfig config, DownloadProgress progress) {
        DataSets all = Sources.open(config, progress);
        DataSets split = Reduction.of(all, config);
        if (config.batchSize() > split.train.size()) {
            throw UserException.usage(
                    "batch-size: %d is more than the %d training images; give at most that",
                    config.batchSize(), split.train.size());
        }
        return split;
    }

    /** Whether another seed gives other images: synthetic ones, held-out ones and samples are drawn from it. */
    public static boolean dependOnSeed(TrainConfig config) {
        return config.data() == DataSource.SYNTHETIC
                || config.validation() == ValidationSource.SPLIT
                || config.trainLimit() > 0
                || config.testLimit() > 0;
    }

    DataSets with(ImageSet newTrain, ImageSet newValidation, String note) {
        return new DataSets(newTrain, newValidation, description + note, synthetic);
    }

    /** The description with the numbers of images behind it. */
    DataSets counted() {
        String counts =
                String.format(Locale.ROOT, ": %,d training, %,d validation images", train.size(), validation.size());
        return new DataSets(train, validation, description + counts, synthetic);
    }
}
