package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Evaluation.Answer;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/** Pictures of a network's answers. */
final class AnswerFigures {

    private static final int PER_ROW = 6;
    private static final int SHOWN = 12;

    private AnswerFigures() {}

    /** How often each class (rows) was taken for each class (columns), in percent of the row's images. */
    static BufferedImage confusion(String title, ConfusionMatrix confusion) {
        List<String> names = confusion.classNames();
        List<String> columns = names.stream().map(AnswerFigures::shortened).toList();
        return new MatrixFigure(title, "true class", "taken for (% of the true class's images)", names, columns)
                .draw((label, answer) -> share(confusion, label, answer), ColourScale.shares(0, 100), 84, 44);
    }

    private static MatrixFigure.Cell share(ConfusionMatrix confusion, int label, int answer) {
        double share = 100.0 * confusion.counts()[label][answer] / confusion.total(label);
        return new MatrixFigure.Cell(
                share, confusion.total(label) == 0 ? "-" : String.format(Locale.ROOT, "%.0f", share));
    }

    private static String shortened(String name) {
        return name.length() <= 7 ? name : name.substring(0, 6) + ".";
    }

    /** The images that were got wrong with most confidence. */
    static TileSheet mistakes(String title, Evaluation evaluation, ImageSet images) {
        List<Tile> tiles = evaluation.mistakes().stream()
                .limit(SHOWN)
                .map(mistake -> tile(mistake, images))
                .toList();
        TileSheet sheet = new TileSheet(title, 190);
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
