package dev.cifarlab.app.report;

import dev.cifarlab.app.evaluation.SanityChecks;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The sanity checks of a training as one HTML page. */
public final class ChecksPage {

    private static final int SHOWN = 10;

    private ChecksPage() {}

    /** Writes the page. */
    public static void write(SanityChecks checks, TrainConfig config, String data, Path page) {
        List<String> odd = checks.oddities();
        Map<String, Object> values = Map.of(
                "medium",
                "screen",
                "title",
                "Before training: " + config.model().title(),
                "notes",
                List.of("Data: " + data + "."),
                "summary",
                odd.isEmpty()
                        ? List.of("All checks passed.")
                        : odd.stream()
                                .map(sentence ->
                                        Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".")
                                .toList(),
                "sections",
                List.of(
                        firstLoss(checks),
                        byHeart(checks),
                        layers(checks),
                        units(checks),
                        shuffled(checks),
                        settings(config)));
        AtomicFiles.write(page, Templates.fill("study.ftlh", values));
    }

    private static Section firstLoss(SanityChecks checks) {
        return new Section(
                "1",
                "The first loss",
                List.of(Block.paragraph(Words.format(
                        "Before the first step the mean loss of a batch is %.4f; a network that knows nothing and says"
                                + " so has the logarithm of the number of classes, ln %d = %.4f.",
                        checks.firstLoss(), checks.classes(), Math.log(checks.classes())))));
    }

    private static Section byHeart(SanityChecks checks) {
        SanityChecks.Course course = checks.byHeart();
        return new Section(
                "2",
                course.images() + " pictures by heart",
                List.of(
                        Block.paragraph(Words.format(
                                "After %d steps on the same %d pictures the loss is %.4f, and %s of them are right. A"
                                        + " network that cannot do this will not learn more of them.",
                                course.losses().size(),
                                course.images(),
                                course.last(),
                                Words.percent(course.accuracy()))),
                        losses("Loss on the way", Map.of("loss", course))));
    }

    /** At about ten of the steps. */
    private static Block losses(String caption, Map<String, SanityChecks.Course> courses) {
        List<String> names = courses.keySet().stream().sorted().toList();
        int steps = courses.values().stream()
                .mapToInt(course -> course.losses().size())
                .min()
                .orElse(0);
        List<List<String>> rows = IntStream.range(0, Math.min(SHOWN, steps))
                .map(k -> (int) Math.round((double) k * (steps - 1) / Math.max(1, Math.min(SHOWN, steps) - 1)))
                .mapToObj(step -> Stream.concat(
                                Stream.of(Integer.toString(step + 1)),
                                names.stream()
                                        .map(name -> Words.loss(Objects.requireNonNull(courses.get(name))
                                                .losses()
                                                .get(step))))
                        .toList())
                .toList();
        List<String> header = Stream.concat(Stream.of("step"), names.stream()).toList();
        return Block.table(caption, header, rows, "");
    }

    private static Section layers(SanityChecks checks) {
        List<List<String>> rows = checks.layers().stream()
                .map(layer -> List.of(
                        layer.name(),
                        Words.format("%.3g", layer.weights()),
                        Words.format("%.3g", layer.gradient()),
                        Words.format("%.2e", layer.ratio())))
                .toList();
        return new Section(
                "3",
                "The first step, layer by layer",
                List.of(Block.table(
                        "L2 norms of weights and gradients, and of the change over that of the weights",
                        List.of("layer", "weights", "gradient", "change / weights"),
                        rows,
                        "Usual changes are about a thousandth; a layer whose gradient is 0 learns nothing.")));
    }

    private static Section units(SanityChecks checks) {
        List<List<String>> rows = checks.units().stream()
                .map(unit -> List.of(
                        unit.name(),
                        Integer.toString(unit.channels()),
                        Integer.toString(unit.dead()),
                        Words.percent(unit.share())))
                .toList();
        return new Section(
                "4",
                "Dead units",
                List.of(Block.table(
                        "Outputs of each activation function over a batch, before the first step",
                        List.of("node", "units", "dead", "values off"),
                        rows,
                        "A unit is dead where it is 0 (ReLU), or within a hundredth of its ends (tanh), for every image"
                                + " and at every place; half of ReLU's values are 0 as a rule.")));
    }

    private static Section shuffled(SanityChecks checks) {
        return new Section(
                "5",
                "Shuffled labels",
                List.of(
                        Block.paragraph("The same steps on the same pictures, with the true labels and with the same"
                                + " labels in another order: what is learnt of the true ones faster is what the"
                                + " pictures have in common."),
                        losses(
                                "Loss on the way",
                                Map.of(
                                        "shuffled labels",
                                        checks.shuffledLabels(),
                                        "true labels",
                                        checks.trueLabels()))));
    }

    private static Section settings(TrainConfig config) {
        return new Section(
                "6",
                "Settings",
                List.of(Block.table("As given", List.of("setting", "value"), Block.pairs(config.entries()), "")));
    }
}
