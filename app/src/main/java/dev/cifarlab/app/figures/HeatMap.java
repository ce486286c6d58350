package dev.cifarlab.app.figures;

import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.settings.NamedChoice;
import java.awt.image.BufferedImage;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** A grid's validation accuracies: activations down, initialisations across, with the spread over seeds. */
final class HeatMap {

    private static final int CELL_WIDTH = 210;
    private static final int CELL_HEIGHT = 110;

    private HeatMap() {}

    /** Colours run from the worst to the best combination; one without scores is white and says why. */
    static BufferedImage draw(Grid grid, Ranking ranking) {
        return new MatrixFigure(
                        "Validation accuracy at the best epoch",
                        "activation",
                        "initialisation",
                        titles(grid.activations()),
                        titles(grid.inits()))
                .draw(
                        (row, column) -> cell(
                                new Combination(
                                        grid.activations().get(row),
                                        grid.inits().get(column)),
                                ranking),
                        scale(ranking),
                        CELL_WIDTH,
                        CELL_HEIGHT);
    }

    private static List<String> titles(List<? extends NamedChoice> choices) {
        return choices.stream().map(NamedChoice::title).toList();
    }

    private static MatrixFigure.Cell cell(Combination combination, Ranking ranking) {
        return ranking.ranks().stream()
                .filter(rank -> rank.combination().equals(combination))
                .findFirst()
                .map(rank -> new MatrixFigure.Cell(100 * rank.meanAccuracy(), text(rank)))
                .orElse(new MatrixFigure.Cell(Double.NaN, "not trained\nyet"));
    }

    private static ColourScale scale(Ranking ranking) {
        DoubleSummaryStatistics accuracies = ranking.ranks().stream()
                .mapToDouble(rank -> 100 * rank.meanAccuracy())
                .filter(Double::isFinite)
                .summaryStatistics();
        return accuracies.getCount() == 0
                ? ColourScale.shares(0, 100)
                : ColourScale.shares(accuracies.getMin(), accuracies.getMax());
    }

    /** Mean, spread and loss in three lines. */
    static String text(Rank rank) {
        if (rank.seeds() == 0) {
            return rank.failures() > 0 ? "failed" : "stopped";
        }
        String spread = rank.seeds() == 1
                ? "one seed"
                : String.format(Locale.ROOT, "± %.2f (%d seeds)", 100 * rank.stdAccuracy(), rank.seeds());
        return String.format(Locale.ROOT, "%.2f %%\n%s\nloss %.3f", 100 * rank.meanAccuracy(), spread, rank.meanLoss())
                + (rank.failures() > 0 ? "\n" + rank.failures() + " failed" : "");
    }
}
