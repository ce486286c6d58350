package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.ConfusionMatrix;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.evaluation.Mistake;
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
        int classes = confusion.counts().length;
        double[][] shares = new double[classes][classes];
        String[][] texts = new String[classes][classes];
        for (int label = 0; label < classes; label++) {
            for (int answer = 0; answer < classes; answer++) {
                shares[label][answer] = 100.0 * confusion.counts()[label][answer] / confusion.total(label);
                texts[label][answer] =
                        confusion.total(label) == 0 ? "-" : String.format(Locale.ROOT, "%.0f", shares[label][answer]);
            }
        }
        List<String> names = confusion.classNames();
        List<String> columns = names.stream().map(AnswerFigures::shortened).toList();
        return new MatrixFigure(title, "true class", "taken for (% of the true class's images)", names, columns)
                .draw(shares, texts, ColourScale.shares(0, 100), 84, 44);
    }

    private static String shortened(String name) {
        return name.length() <= 7 ? name : name.substring(0, 6) + ".";
    }

    /** The images that were got wrong with most confidence. */
    static TileSheet mistakes(String title, Evaluation evaluation, ImageSet images) {
        List<Mistake> shown = evaluation.mistakes().stream().limit(SHOWN).toList();
        TileSheet sheet = new TileSheet(title, 190);
        for (int first = 0; first < shown.size(); first += PER_ROW) {
            List<Mistake> row = shown.subList(first, Math.min(first + PER_ROW, shown.size()));
            sheet.row("", row.stream().map(mistake -> tile(mistake, images)).toList());
        }
        return sheet;
    }

    private static Tile tile(Mistake mistake, ImageSet images) {
        String label = String.format(
                Locale.ROOT,
                "%s%nas %s%n(%.0f %%)",
                images.classNames().get(mistake.label()),
                images.classNames().get(mistake.prediction()),
                100 * mistake.probability());
        return new Tile(Tiles.image(images, mistake.index()), label.replace("\r", ""));
    }
}
