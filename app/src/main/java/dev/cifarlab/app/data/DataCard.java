package dev.cifarlab.app.data;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param trainImages number of training images
 * @param validationImages number of validation images
 * @param trainDigest of all training images and labels, in their order
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
        int trainImages,
        int validationImages,
        String trainDigest,
        String validationDigest) {

    private static final String FILE = "data.json";
    private static final int NAMED = 5;

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
        count(words, "training", trainImages, other.trainImages);
        count(words, "validation", validationImages, other.validationImages);
        if (words.isEmpty() && !trainDigest.equals(other.trainDigest)) {
            words.add("other training images or labels");
        }
        if (words.isEmpty() && !validationDigest.equals(other.validationDigest)) {
            words.add("other validation images or labels");
        }
        return words;
    }

    private static void count(List<String> words, String what, int before, int now) {
        if (before != now) {
            words.add(String.format("%d %s images instead of %d", now, what, before));
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
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("data", description);
        entries.put("classes", classes);
        entries.put("channels", channels);
        entries.put("height", height);
        entries.put("width", width);
        entries.put("means", means);
        entries.put("deviations", deviations);
        entries.put("training_images", trainImages);
        entries.put("validation_images", validationImages);
        entries.put("training_digest", trainDigest);
        entries.put("validation_digest", validationDigest);
        JsonFile.write(folder.file(FILE), entries);
    }

    /**
     * Reads that of a run folder; empty where there is none, as in runs of version 0.1.
     *
     * @throws UserException when the file is damaged
     */
    public static Optional<DataCard> read(RunFolder folder) {
        Path file = folder.file(FILE);
        return Files.exists(file) ? Optional.of(new Reader(file, JsonFile.read(file)).card()) : Optional.empty();
    }

    /** Takes values out of a file that anybody may have edited. */
    private record Reader(Path file, Map<String, Object> entries) {

        DataCard card() {
            int channels = number("channels");
            return new DataCard(
                    text("data"),
                    names("classes"),
                    channels,
                    number("height"),
                    number("width"),
                    numbers("means", channels, -Double.MAX_VALUE),
                    numbers("deviations", channels, Double.MIN_VALUE),
                    number("training_images"),
                    number("validation_images"),
                    text("training_digest"),
                    text("validation_digest"));
        }

        private String text(String key) {
            if (entries.get(key) instanceof String text) {
                return text;
            }
            throw wrong(key);
        }

        private int number(String key) {
            if (entries.get(key) instanceof Integer number && number > 0) {
                return number;
            }
            throw wrong(key);
        }

        private List<String> names(String key) {
            List<String> names = new ArrayList<>();
            for (Object value : list(key)) {
                names.add(value instanceof String name ? name : "");
            }
            if (names.size() < 2 || names.contains("") || names.stream().distinct().count() < names.size()) {
                throw wrong(key);
            }
            return names;
        }

        private List<Double> numbers(String key, int count, double least) {
            List<Double> numbers = new ArrayList<>();
            for (Object value : list(key)) {
                numbers.add(value instanceof Number number ? number.doubleValue() : Double.NaN);
            }
            if (numbers.size() != count || !numbers.stream().allMatch(n -> n >= least && n <= Double.MAX_VALUE)) {
                throw wrong(key);
            }
            return numbers;
        }

        private List<?> list(String key) {
            if (entries.get(key) instanceof List<?> values) {
                return values;
            }
            throw wrong(key);
        }

        private UserException wrong(String key) {
            return UserException.failed(
                    "%s: '%s' is missing or damaged; put the file back, or delete it to go by the data alone",
                    file, key);
        }
    }
}
