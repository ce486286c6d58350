package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation.Answer;
import dev.cifarlab.app.runs.RunFolder;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Pictures of a network's answers. */
public final class AnswerFigures {

    /** The picture of the most confident mistakes, in a run's folder those of its last epoch. */
    public static final String MISTAKES = "mistakes.png";

    private static final String TITLE = "Most confident mistakes";

    private static final int PER_ROW = 6;
    private static final int SHOWN = 12;

    /** Classes whose names fit above columns. */
    private static final int FEW = 25;

    private AnswerFigures() {}

    /**
     * How often each class (rows) was taken for each class (columns), in percent of the row's images; many classes have
     * numbers above the columns instead of names.
     */
    static BufferedImage confusion(String title, ConfusionMatrix confusion) {
        List<String> names = confusion.classNames();
        boolean many = names.size() > FEW;
        List<String> rows = labels(names, k -> many ? k + " " + names.get(k) : names.get(k));
        List<String> columns = labels(names, k -> many ? Integer.toString(k) : shortened(names.get(k)));
        return new MatrixFigure(title, "true class", "taken for (% of the true class's images)", rows, columns)
                .draw(
                        (label, answer) -> share(confusion, label, answer),
                        ColourScale.shares(0, 100),
                        many ? 44 : 84,
                        many ? 26 : 44);
    }

    private static List<String> labels(List<String> names, IntFunction<String> label) {
        return IntStream.range(0, names.size()).mapToObj(label).toList();
    }

    private static MatrixFigure.Cell share(ConfusionMatrix confusion, int label, int answer) {
        double share = 100.0 * confusion.counts()[label][answer] / confusion.total(label);
        return new MatrixFigure.Cell(
                share, confusion.total(label) == 0 ? "-" : String.format(Locale.ROOT, "%.0f", share));
    }

    private static String shortened(String name) {
        return name.length() <= 7 ? name : name.substring(0, 6) + ".";
    }

    /** Draws mistakes into their run's folder, where there are some and Java can draw. */
    public static void draw(RunFolder run, List<Answer> mistakes, ImageSet images) {
        if (!mistakes.isEmpty() && Fonts.trouble().isEmpty()) {
            Drawing.write(mistakes(mistakes, images).draw(), run.file(MISTAKES));
        }
    }

    /** The first of the images that were got wrong. */
    static TileSheet mistakes(List<Answer> mistakes, ImageSet images) {
        List<Tile> tiles = mistakes.stream()
                .limit(SHOWN)
                .map(mistake -> tile(mistake, images))
                .toList();
        TileSheet sheet = new TileSheet(TITLE, 190);
        for (int first = 0; first < tiles.size(); first += PER_ROW) {
            sheet.row("", tiles.subList(first, Math.min(first + PER_ROW, tiles.size())), null);
        }
        return sheet;
    }

    private static Tile tile(Answer mistake, ImageSet images) {
        String label = String.format(
                Locale.ROOT,
                "%s\nas %s \n(%.0f %%)",
                images.classNames().get(mistake.label()),
                images.classNames().get(mistake.prediction()),
                100 * mistake.probability());
        return new Tile(Tile.picture(images, mistake.index()), label);
    }
}
