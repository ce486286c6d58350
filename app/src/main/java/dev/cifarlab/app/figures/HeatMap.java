package dev.cifarlab.app.figures;

import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.settings.NamedChoice;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A grid's validation accuracies: activations down, initialisations across, with the spread over seeds. */
final class HeatMap {

    private static final int CELL_WIDTH = 210;
    private static final int CELL_HEIGHT = 110;

    private HeatMap() {}

    /** Colours run from the worst to the best combination; one without scores is white and says why. */
    static BufferedImage draw(Grid grid, Ranking ranking) {
        int rows = grid.activations().size();
        int columns = grid.inits().size();
        double[][] values = new double[rows][columns];
        String[][] texts = new String[rows][columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Combination combination = new Combination(
                        grid.activations().get(row), grid.inits().get(column));
                Optional<Rank> rank = ranking.ranks().stream()
                        .filter(candidate -> candidate.combination().equals(combination))
                        .findFirst();
                values[row][column] = rank.map(r -> 100 * r.meanAccuracy()).orElse(Double.NaN);
                texts[row][column] = rank.map(HeatMap::text).orElse("not trained\nyet");
            }
        }
        return figure(grid).draw(values, texts, scale(ranking), CELL_WIDTH, CELL_HEIGHT);
    }

    private static MatrixFigure figure(Grid grid) {
        return new MatrixFigure(
                "Validation accuracy at the best epoch",
                "activation",
                "initialisation",
                titles(grid.activations()),
                titles(grid.inits()));
    }

    private static List<String> titles(List<? extends NamedChoice> choices) {
        return choices.stream().map(NamedChoice::title).toList();
    }

    private static ColourScale scale(Ranking ranking) {
        double[] accuracies = ranking.ranks().stream()
                .mapToDouble(rank -> 100 * rank.meanAccuracy())
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return accuracies.length == 0
                ? ColourScale.shares(0, 100)
                : ColourScale.shares(accuracies[0], accuracies[accuracies.length - 1]);
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
