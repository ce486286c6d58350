package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What is drawn is what was measured, pixel by pixel. */
@NeedsDrawing
class TileSheetTest {

    private static final INDArray KERNEL = Nd4j.linspace(-2, 2, 20 * 3 * 9).reshape(20, 3, 3, 3);

    @Test
    void aColourTileShowsTheWeights() {
        BufferedImage sheet = FilterFigures.colour("t", KERNEL).draw();
        TileSheet layout = FilterFigures.colour("t", KERNEL);
        for (int filter = 0; filter < 20; filter++) {
            Point corner = layout.positionOf(filter / 16, filter % 16);
            for (int k = 0; k < 9; k++) {
                Color colour = new Color(sheet.getRGB(corner.x + 10 + k % 3 * 20, corner.y + 10 + k / 3 * 20));
                int[] rgb = {colour.getRed(), colour.getGreen(), colour.getBlue()};
                for (int channel = 0; channel < 3; channel++) {
                    double weight = KERNEL.getDouble(filter, channel, k / 3, k % 3);
                    assertThat(rgb[channel]).isEqualTo((int) Math.round(255 * (weight + 2) / 4));
                }
            }
        }
    }

    @Test
    void aSliceShowsTheWeightsInGrey() {
        int[] filters = {3, 17};
        TileSheet sheet = FilterFigures.slices("t", KERNEL, filters, new int[] {2}, List.of("blue"));
        BufferedImage picture = sheet.draw();
        for (int column = 0; column < 2; column++) {
            Point corner = sheet.positionOf(0, column);
            for (int k = 0; k < 9; k++) {
                int rgb = picture.getRGB(corner.x + 15 + k % 3 * 30, corner.y + 15 + k / 3 * 30);
                double weight = KERNEL.getDouble(filters[column], 2, k / 3, k % 3);
                assertThat(new Color(rgb).getGreen()).isEqualTo((int) Math.round(255 * (weight + 2) / 4));
            }
        }
    }

    @Test
    void scalesHaveZeroInTheMiddleAndEndsWhereTheySay() {
        ColourScale scale = ColourScale.around0(4);
        assertThat(scale.of(0)).isEqualTo(Color.WHITE);
        assertThat(scale.of(-9)).isEqualTo(scale.of(-4));
        assertThat(scale.of(4).getRed()).isGreaterThan(scale.of(4).getBlue());
        assertThat(ColourScale.grey(0, 255).of(77)).isEqualTo(new Color(77, 77, 77));
        assertThat(ColourScale.around0(0).of(0)).isEqualTo(Color.WHITE);
    }

    @Test
    void numbersOfBarsHaveThreeDigits() {
        assertThat(ColourScale.text(0.21249)).isEqualTo("0.212");
        assertThat(ColourScale.text(-5.364)).isEqualTo("-5.36");
        assertThat(ColourScale.text(12345)).isEqualTo("12345");
        assertThat(ColourScale.text(0.0000123)).isEqualTo("1.2e-05");
        assertThat(ColourScale.text(0)).isEqualTo("0");
    }
}
