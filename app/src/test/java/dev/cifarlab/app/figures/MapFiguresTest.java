package dev.cifarlab.app.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.evaluation.FeatureMaps;
import dev.cifarlab.app.evaluation.FeatureMaps.Maps;
import dev.cifarlab.app.evaluation.Insight;
import dev.cifarlab.app.evaluation.Insight.Contribution;
import dev.cifarlab.app.net.Net;
import java.awt.Color;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The colours of maps are those of their numbers, pixel by pixel. */
@NeedsDrawing
class MapFiguresTest {

    private static final ImageSet IMAGE = image();
    private static final INDArray KERNEL = Nd4j.ones(2, 3, 3, 3);
    private static final FeatureMaps MAPS =
            new FeatureMaps(new Net.Site("conv", "bn", "act"), KERNEL, maps(1, 0), maps(0.5, -1), maps(0.25, 2));

    private static ImageSet image() {
        byte[] pixels = new byte[3 * 1024];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (k % 251);
        }
        return new ImageSet(pixels, new int[] {1}, 3, 32, 32, List.of("a", "b"));
    }

    /** Two maps of 4x4 numbers. */
    private static Maps maps(double factor, double summand) {
        float[][][] values = new float[2][4][4];
        for (int k = 0; k < 32; k++) {
            values[k / 16][k / 4 % 4][k % 4] = (float) (factor * (k - 13) + summand);
        }
        return new Maps(values);
    }

    private static void assertTile(BufferedImage sheet, Point corner, int side, float[][] values, ColourScale scale) {
        int size = side / values.length;
        for (int row = 0; row < values.length; row++) {
            for (int column = 0; column < values[row].length; column++) {
                int rgb = sheet.getRGB(corner.x + column * size + size / 2, corner.y + row * size + size / 2);
                assertThat(new Color(rgb)).isEqualTo(scale.of(values[row][column]));
            }
        }
    }

    @Test
    void everyStageIsShownInItsOwnScaleBesideTheImage() {
        TileSheet sheet = MapFigures.stages("t", MAPS, IMAGE, new int[] {1, 0});
        BufferedImage picture = sheet.draw();
        Maps[] stages = {MAPS.convolution(), MAPS.before(), MAPS.after()};
        double[] largest = {18, 8, 6.5};
        for (int row = 0; row < 3; row++) {
            Point image = sheet.positionOf(row, 0);
            assertThat(new Color(picture.getRGB(image.x + 4 * 5 + 2, image.y + 4 * 3 + 2)).getRed())
                    .isEqualTo((3 * 32 + 5) % 251);
            ColourScale scale = ColourScale.around0(largest[row]);
            assertTile(picture, sheet.positionOf(row, 1), 128, stages[row].values()[1], scale);
            assertTile(picture, sheet.positionOf(row, 2), 128, stages[row].values()[0], scale);
        }
    }

    @Test
    void aClassActivationMapShowsTheWeightedSumOfTheChannels() {
        double[][] weights = {{2, -1}, {0.5, 3}};
        Insight insight = new Insight(IMAGE, new double[] {1, 2}, MAPS, MAPS, weights, new double[2]);
        TileSheet sheet = MapFigures.classActivation("t", insight, List.of(1, 0), List.of("b", "a"));
        BufferedImage picture = sheet.draw();
        float[][][] after = MAPS.after().values();
        float[][] map = new float[4][4];
        for (int k = 0; k < 16; k++) {
            map[k / 4][k % 4] = -after[0][k / 4][k % 4] + 3 * after[1][k / 4][k % 4];
        }
        double magnitude = Math.max(
                MapFigures.magnitude(insight.classActivationMap(0)),
                MapFigures.magnitude(insight.classActivationMap(1)));
        assertTile(picture, sheet.positionOf(0, 1), 200, map, ColourScale.around0(magnitude));
    }

    @Test
    void aChannelThatSpeaksForAClassIsShownWithItsActivations() {
        Insight insight =
                new Insight(IMAGE, new double[] {1, 2}, MAPS, MAPS, new double[][] {{1, 1}, {1, 1}}, new double[2]);
        TileSheet sheet = MapFigures.contributions("t", insight, List.of(new Contribution(1, 1, 1)));
        float[][] values = MAPS.after().values()[1];
        assertTile(sheet.draw(), sheet.positionOf(0, 1), 128, values, ColourScale.around0(6.5));
    }
}
