package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.search.Combination;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.Rank;
import dev.cifarlab.app.search.Ranking;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

@NeedsDrawing
class HeatMapTest {

    private static final Grid GRID = new Grid(
            List.of(Activation.RELU, Activation.TANH),
            List.of(Initialization.GLOROT_NORMAL, Initialization.HE_NORMAL),
            List.of(0L, 1L));

    private static Rank rank(Activation activation, Initialization init, int seeds, double accuracy, double std) {
        return new Rank(new Combination(activation, init), seeds, 2 - seeds, 0, accuracy, std, 0.5, List.of(1, 2), 3);
    }

    private static final Rank BEST = rank(Activation.RELU, Initialization.GLOROT_NORMAL, 2, 0.75, 0.012);
    private static final Rank WORST = rank(Activation.TANH, Initialization.HE_NORMAL, 1, 0.25, Double.NaN);
    private static final Rank FAILED = rank(Activation.RELU, Initialization.HE_NORMAL, 0, Double.NaN, Double.NaN);

    @Test
    void cellsAreColouredFromTheWorstToTheBest() {
        BufferedImage picture = HeatMap.draw(GRID, new Ranking(List.of(BEST, WORST, FAILED)));
        int left = picture.getWidth() - 2 * 210 - 16;
        int top = picture.getHeight() - 2 * 110 - 16;
        ColourScale scale = ColourScale.shares(25, 75);
        assertThat(colour(picture, left, top)).isEqualTo(scale.of(75));
        assertThat(colour(picture, left + 210, top + 110)).isEqualTo(scale.of(25));
        assertThat(colour(picture, left + 210, top)).as("failed").isEqualTo(Color.WHITE);
        assertThat(colour(picture, left, top + 110)).as("not trained").isEqualTo(Color.WHITE);
    }

    private static Color colour(BufferedImage picture, int x, int y) {
        return new Color(picture.getRGB(x + 5, y + 5));
    }

    @Test
    void textsGiveMeanSpreadAndLossOrTheReasonWhyNot() {
        assertThat(HeatMap.text(BEST)).isEqualTo("75.00 %\n± 1.20 (2 seeds)\nloss 0.500");
        assertThat(HeatMap.text(WORST)).isEqualTo("25.00 %\none seed\nloss 0.500\n1 failed");
        assertThat(HeatMap.text(FAILED)).isEqualTo("failed");
    }
}
