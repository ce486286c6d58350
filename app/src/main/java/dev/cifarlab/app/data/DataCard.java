package dev.cifarlab.app.data;

import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of data to answer without them, and to tell whether they are still the same: {@code data.json} of
 * a run folder.
 *
 * @param description one line for people
 * @param classes names of the classes, by index
 * @param channels channels of an image
 * @param height height in pixels
 * @param width width in pixels
 * @param means what is subtracted from each channel, with pixels in 0..1
 * @param deviations what each channel is divided by then
 * @param trainingImages number of training images
 * @param validationImages number of validation images
 * @param trainingDigest of all training images and labels, in their order
 * @param validationDigest of all validation images and labels, in their order
 */
public record DataCard(
        String description,
        List<String> classes,
        int channels,
        int height,
        int width,
        List<Double> means,
        List<Double> deviations,
        int trainingImages,
        int validationImages,
        String trainingDigest,
        String validationDigest) {

    private static final String FILE = "data.json";
    private static final int NAMED = 5;

    /** Anybody may have edited the file that it comes from. */
    public DataCard {
        require(whole(classes) && classes.size() > 1 && new HashSet<>(classes).size() == classes.size(), "classes");
        require(channels > 0, "channels");
        require(height > 0, "height");
        require(width > 0, "width");
        require(whole(means) && means.size() == channels, "means");
        require(
                whole(deviations)
                        && deviations.size() == channels
                        && deviations.stream().allMatch(deviation -> deviation > 0),
                "deviations");
        require(description != null, "description");
        require(trainingDigest != null, "training_digest");
        require(validationDigest != null, "validation_digest");
    }

    private static boolean whole(@Nullable List<?> values) {
        return values != null && values.stream().allMatch(Objects::nonNull);
    }

    private static void require(boolean holds, String key) {
        if (!holds) {
            throw new IllegalArgumentException(key);
        }
    }

    /** That of a network from elsewhere, of whose images nothing else is known. */
    public static DataCard ofForeign(
            String description, List<String> classes, int channels, int height, int width, ChannelStatistics scaling) {
        return new DataCard(
                description,
                classes,
                channels,
                height,
                width,
                Arrays.stream(scaling.mean()).boxed().toList(),
                Arrays.stream(scaling.std()).boxed().toList(),
                0,
                0,
                "",
                "");
    }

    /** Whether it tells which images they are; those of networks from elsewhere do not. */
    public boolean knowsImages() {
        return trainingImages > 0;
    }

    static DataCard of(ImageSet train, ImageSet validation, String description, boolean normalise) {
        ChannelStatistics scaling = normalise ? ChannelStatistics.of(train) : ChannelStatistics.identity(train);
        return new DataCard(
                description,
                train.classNames(),
                train.channels(),
                train.height(),
                train.width(),
                Arrays.stream(scaling.mean()).boxed().toList(),
                Arrays.stream(scaling.std()).boxed().toList(),
                train.size(),
                validation.size(),
                train.digest(),
                validation.digest());
    }

    /** How images are shifted and scaled: by the training images' statistics, or not at all. */
    public ChannelStatistics normalisation() {
        return new ChannelStatistics(
                means.stream().mapToDouble(Double::doubleValue).toArray(),
                deviations.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Whether a network for these data can be asked about others: the same classes in the same order and size. */
    public boolean fits(DataCard other) {
        return classes.equals(other.classes) && size().equals(other.size());
    }

    /** What is different in others, in words; nothing where they are the same. */
    public List<String> differences(DataCard other) {
        List<String> words = new ArrayList<>();
        if (!classes.equals(other.classes)) {
            List<String> gone = without(classes, other.classes);
            List<String> added = without(other.classes, classes);
            words.add(
                    gone.isEmpty() && added.isEmpty()
                            ? "the classes are in another order"
                            : "classes that are gone: " + names(gone) + ", that are new: " + names(added));
        }
        if (!size().equals(other.size())) {
            words.add("images of " + other.size() + " instead of " + size());
        }
        if (!knowsImages()) {
            return words;
        }
        count(words, "training", trainingImages, other.trainingImages);
        count(words, "validation", validationImages, other.validationImages);
        boolean alike = words.isEmpty();
        if (alike && !trainingDigest.equals(other.trainingDigest)) {
            words.add("other training images or labels");
        }
        if (alike && !validationDigest.equals(other.validationDigest)) {
            words.add("other validation images or labels");
        }
        return words;
    }

    private static void count(List<String> words, String what, int before, int now) {
        if (before != now) {
            words.add(String.format(Locale.ROOT, "%d %s images instead of %d", now, what, before));
        }
    }

    private String size() {
        return channels + "x" + height + "x" + width;
    }

    private static List<String> without(List<String> names, List<String> others) {
        return names.stream().filter(name -> !others.contains(name)).toList();
    }

    private static String names(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        int more = names.size() - NAMED;
        return names.isEmpty() ? "none" : more > 0 ? shown + " and " + more + " more" : shown;
    }

    /** Writes it into a run folder. */
    public void write(RunFolder folder) {
        JsonFile.write(folder.file(FILE), this);
    }

    /**
     * Reads that of a run folder; empty where there is none, as in runs of version 0.1.
     *
     * @throws UserException when the file is damaged
     */
    public static Optional<DataCard> read(RunFolder folder) {
        Path file = folder.file(FILE);
        return Files.exists(file) ? Optional.of(JsonFile.read(file, DataCard.class)) : Optional.empty();
    }
}
