package dev.cifarlab.app.data;

import java.util.Locale;

/**
 * What a source holds, or what is left of it.
 *
 * @param train training images
 * @param validation validation images
 * @param description one line for people, which says where they are from and whether they are synthetic or reduced
 */
record Loaded(ImageSet train, ImageSet validation, String description) {

    Loaded with(ImageSet newTrain, ImageSet newValidation, String note) {
        return new Loaded(newTrain, newValidation, description + note);
    }

    /** The description with the numbers of images behind it. */
    String counted() {
        return String.format(
                Locale.ROOT, "%s: %,d training, %,d validation images", description, train.size(), validation.size());
    }
}
