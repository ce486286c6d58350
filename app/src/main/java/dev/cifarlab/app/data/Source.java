package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.List;
import java.util.Locale;

/** Where images come from. */
interface Source {

    /**
     * What a source holds, or what is left of it.
     *
     * @param train training images
     * @param validation validation images
     * @param description one line for people, which says where they are from and whether they are synthetic or reduced
     * @param bad what is wrong with pictures that were left out, a line each
     */
    record Loaded(ImageSet train, ImageSet validation, String description, List<String> bad) {

        /** Where nothing was left out. */
        Loaded(ImageSet train, ImageSet validation, String description) {
            this(train, validation, description, List.of());
        }

        Loaded with(ImageSet newTrain, ImageSet newValidation, String note) {
            return new Loaded(newTrain, newValidation, description + note, bad);
        }

        /** The description with the numbers of images behind it. */
        String counted() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d training, %,d validation images",
                    description,
                    train.size(),
                    validation.size());
        }
    }

    /**
     * Finds, fetches or makes all images.
     *
     * @throws dev.cifarlab.app.settings.UserException when they are missing or damaged
     */
    Loaded open(TrainConfig config, DownloadProgress progress);

    /** The one for each choice of {@code --data}. */
    static Source of(DataSource source) {
        return switch (source) {
            case CIFAR10 -> new FileSource(CifarFiles.CIFAR10, System.getenv());
            case CIFAR100 -> new FileSource(CifarFiles.CIFAR100, System.getenv());
            case MNIST -> new FileSource(IdxFiles.MNIST, System.getenv());
            case FASHION_MNIST -> new FileSource(IdxFiles.FASHION_MNIST, System.getenv());
            case SYNTHETIC -> new SyntheticImages();
            case FOLDER -> new FolderSource(System.getenv());
        };
    }
}
