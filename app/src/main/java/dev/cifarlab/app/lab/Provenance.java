package dev.cifarlab.app.lab;

import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands beside a network's weights: enough to use them, and where they come from.
 *
 * @param place what it is called in messages
 * @param facts by key
 */
record Provenance(String place, Map<String, String> facts) {

    static final String MODEL = "model";
    static final String STEM = "stem";
    static final String ACTIVATION = "activation";
    static final String FIT = "fit";
    static final String BACKGROUND = "background";
    private static final String CLASSES = "classes";
    private static final String IMAGES = "images";
    private static final String MEAN = "mean";
    private static final String STD = "std";
    private static final Pattern SIZES = Pattern.compile("([1-9]\\d{0,3})x([1-9]\\d{0,3})x([1-9]\\d{0,3})");

    /** That of a run's epoch. */
    static Provenance of(RunFolder folder, DataCard card, int epoch) {
        TrainConfig config = folder.config();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("format", "pt"); // what some readers of safetensors ask for: rows, as PyTorch has them
        facts.put("producer", "cifar-lab");
        facts.put(MODEL, config.model().label());
        facts.put(STEM, config.stem().of(config.model(), config.imageSize()).label());
        facts.put(ACTIVATION, config.activation().label());
        facts.put(CLASSES, JsonFile.line(card.classes()));
        facts.put(IMAGES, card.channels() + "x" + card.height() + "x" + card.width());
        facts.put(MEAN, JsonFile.line(card.means()));
        facts.put(STD, JsonFile.line(card.deviations()));
        facts.put(FIT, config.fit().label());
        facts.put(
                BACKGROUND,
                String.format(Locale.ROOT, "#%06x", config.background().rgb()));
        facts.put("run", folder.name());
        facts.put("epoch", String.valueOf(epoch));
        facts.put("data", card.description());
        String commit = Starts.of(folder).lastFacts().get("commit");
        if (commit != null) {
            facts.put("commit", commit);
        }
        folder.metrics().read().stream()
                .filter(row -> row.epoch() == epoch)
                .forEach(row -> facts.put("accuracy", String.valueOf(row.validationAccuracy())));
        return new Provenance(folder.path().toString(), facts);
    }

    /** Names of the classes. */
    Optional<List<String>> classes() {
        return list(CLASSES, value -> value instanceof String name ? name : null);
    }

    /** How images are scaled. */
    Optional<ChannelStatistics> normalisation() {
        Function<Object, Double> number = value -> value instanceof Number one ? one.doubleValue() : null;
        Optional<List<Double>> mean = list(MEAN, number);
        Optional<List<Double>> std = list(STD, number);
        return mean.isEmpty() || std.isEmpty()
                ? Optional.empty()
                : Optional.of(new ChannelStatistics(array(mean.get()), array(std.get())));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Channels, height and width of an image. */
    Optional<List<Integer>> images() {
        Matcher sizes = SIZES.matcher(facts.getOrDefault(IMAGES, ""));
        return sizes.matches()
                ? Optional.of(List.of(
                        Integer.parseInt(sizes.group(1)),
                        Integer.parseInt(sizes.group(2)),
                        Integer.parseInt(sizes.group(3))))
                : Optional.empty();
    }

    private <T> Optional<List<T>> list(String key, Function<Object, T> reader) {
        String text = facts.get(key);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonFile.parseList(text).stream()
                    .map(reader)
                    .map(Objects::requireNonNull)
                    .toList());
        } catch (IOException | NullPointerException e) { // the latter where an element is of another kind
            throw UserException.failed(e, "%s: '%s' beside its weights is damaged: %s", place, key, text);
        }
    }
}
