package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.FeatureMaps;
import dev.cifarlab.app.evaluation.FilterStatistics;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.evaluation.Insight.Contribution;
import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Draws all figures of a trained network into its run folder. */
public final class RunFigures {

    private static final int SHOWN = 8;

    private final FigureFolder folder;
    private final Map<String, String> captions = new LinkedHashMap<>();
    private final Map<String, Object> numbers = new LinkedHashMap<>();

    private RunFigures(FigureFolder folder) {
        this.folder = folder;
    }

    /**
     * Draws confusion matrix and mistakes, and where there is an insight, filters and feature maps. Where Java cannot
     * draw, captions and numbers are kept all the same.
     *
     * @param evaluation the network's answers, or null: then earlier figures of them stay
     * @param validation the images of the evaluation
     * @param insight what a convolutional network makes of one image, or null
     * @param imageName what image that is, for captions
     */
    public static void draw(
            FigureFolder folder,
            @Nullable Evaluation evaluation,
            @Nullable ImageSet validation,
            @Nullable Insight insight,
            String imageName) {
        folder.create();
        RunFigures figures = new RunFigures(folder);
        if (evaluation == null || validation == null) {
            figures.keepAnswers();
        } else {
            figures.answers(evaluation, validation);
        }
        if (insight != null) {
            figures.filters(insight.first(), insight.last());
            figures.maps(insight, imageName);
        }
        folder.write(figures.captions, figures.numbers);
    }

    private void keepAnswers() {
        for (String name : List.of("confusion.png", AnswerFigures.MISTAKES)) {
            folder.caption(name).ifPresent(caption -> captions.put(name, caption));
        }
        numbers.putAll(folder.numbers());
        numbers.keySet().retainAll(List.of("classes", "confusion", "accuracy", "loss"));
    }

    private void answers(Evaluation evaluation, ImageSet validation) {
        addPicture(
                () -> AnswerFigures.confusion("Confusion matrix", evaluation.confusion()),
                "confusion.png",
                "Confusion matrix on %,d validation images.",
                validation.size());
        add(
                () -> AnswerFigures.mistakes(evaluation.mistakes(), validation),
                AnswerFigures.MISTAKES,
                "The images got wrong with most confidence: true class, and the answer with its probability.");
        numbers.put("classes", evaluation.confusion().classNames());
        numbers.put("confusion", evaluation.confusion().counts());
        numbers.put("accuracy", evaluation.score().accuracy());
        numbers.put("loss", evaluation.score().meanLoss());
    }

    private void filters(FeatureMaps first, FeatureMaps last) {
        boolean inColour = first.kernel().size(1) > 1;
        add(
                () -> FilterFigures.colour("Filters of the first convolution", first.kernel()),
                "filters-first.png",
                "First convolution (%s): all %d filters%s; grey is 0, bar in units of the weights.",
                first.site().convolution(),
                first.kernel().size(0),
                inColour ? ", input channels as red, green and blue" : "");
        int[] shown = shown(first);
        String title = "Channel slices of the first convolution";
        List<String> colours = inColour ? List.of("red", "green", "blue") : List.of("grey");
        int[] planes = IntStream.range(0, colours.size()).toArray();
        add(
                () -> FilterFigures.slices(title, first.kernel(), shown, planes, colours),
                "filters-first-slices.png",
                "First convolution (%s): slices of filters %s for each input channel.",
                first.site().convolution(),
                list(shown));
        int[] lastShown = shown(last);
        int[] channels = FilterFigures.spread(SHOWN, (int) last.kernel().size(1));
        List<String> names =
                Arrays.stream(channels).mapToObj(channel -> "input " + channel).toList();
        add(
                () -> FilterFigures.slices("Slices of the last convolution", last.kernel(), lastShown, channels, names),
                "filters-last.png",
                "Last convolution (%s): filters %s, input channels %s of %d.",
                last.site().convolution(),
                list(lastShown),
                list(channels),
                last.kernel().size(1));
        numbers.put("filters_first", numbers(FilterStatistics.of(first.kernel())));
        numbers.put("filters_last", numbers(FilterStatistics.of(last.kernel())));
    }

    private void maps(Insight insight, String imageName) {
        stages("first", insight.first(), insight.image(), imageName);
        stages("last", insight.last(), insight.image(), imageName);
        numbers.put("image", imageName);
        numbers.putAll(MapNumbers.of(insight, shown(insight.first())));
        if (insight.isExplained()) {
            explanations(insight, imageName);
        }
    }

    private void explanations(Insight insight, String imageName) {
        String predicted = insight.image().classNames().get(insight.predicted());
        List<Contribution> top =
                insight.contributions(insight.predicted()).stream().limit(SHOWN).toList();
        add(
                () -> MapFigures.contributions("Channels that speak for '" + predicted + "'", insight, top),
                "contributions.png",
                "The %d channels of the last stage that add most to the logit of '%s' for %s: index, and weight times"
                        + " mean activation.",
                top.size(),
                predicted,
                imageName);
        List<Integer> classes = IntStream.of(insight.predicted(), insight.label())
                .filter(index -> index >= 0)
                .distinct()
                .boxed()
                .toList();
        List<String> labels =
                classes.stream().map(index -> classLabel(insight, index)).toList();
        add(
                () -> MapFigures.classActivation("Class activation maps", insight, classes, labels),
                "class-activation.png",
                "Class activation maps for %s; the mean of a map plus the class's bias is its logit.",
                imageName);
        numbers.putAll(MapNumbers.explanations(insight, top));
    }

    private void stages(String which, FeatureMaps maps, ImageSet image, String imageName) {
        int[] shown = shown(maps);
        add(
                () -> MapFigures.stages("Feature maps of the " + which + " convolution", maps, image, shown),
                "maps-" + which + ".png",
                "Maps of filters %s of the %s convolution (%s) for %s: its output, before and after the activation"
                        + " function; a bar for each row.",
                list(shown),
                which,
                maps.site().convolution(),
                imageName);
    }

    private static String classLabel(Insight insight, int index) {
        return String.format(
                Locale.ROOT,
                "%s\n%s\n%.1f %%",
                index == insight.predicted() ? "predicted" : "true",
                insight.image().classNames().get(index),
                100 * insight.probability(index));
    }

    private static int[] shown(FeatureMaps maps) {
        return FilterFigures.spread(SHOWN, (int) maps.kernel().size(0));
    }

    private static String list(int[] indices) {
        return Arrays.stream(indices).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    }

    private static Map<String, Object> numbers(FilterStatistics statistics) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("least", statistics.least());
        numbers.put("largest", statistics.largest());
        numbers.put("deviation", statistics.deviation());
        numbers.put("near_zero", statistics.nearZero());
        numbers.put("smoothness", statistics.smoothness());
        return numbers;
    }

    private void add(Supplier<TileSheet> sheet, String file, String caption, Object... values) {
        addPicture(() -> sheet.get().draw(), file, caption, values);
    }

    /** A figure is known by its caption, also where the picture itself cannot be drawn. */
    private void addPicture(Supplier<BufferedImage> picture, String file, String caption, Object... values) {
        if (Fonts.trouble().isEmpty()) {
            Drawing.write(picture.get(), folder.file(file));
        } else {
            AtomicFiles.delete(folder.file(file)); // an older one would stand under this caption
        }
        captions.put(file, String.format(Locale.ROOT, caption, values));
    }
}
