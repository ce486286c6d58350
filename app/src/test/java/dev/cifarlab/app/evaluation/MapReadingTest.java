package dev.cifarlab.app.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.data.ImageSet;
import java.util.List;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

/** Images drawn so that it is known what a map goes with. */
class MapReadingTest {

    private static ImageSet image(IntBinaryOperator red, IntBinaryOperator green, IntBinaryOperator blue) {
        byte[] pixels = new byte[3 * 1024];
        for (int pixel = 0; pixel < 1024; pixel++) {
            pixels[pixel] = (byte) red.applyAsInt(pixel / 32, pixel % 32);
            pixels[1024 + pixel] = (byte) green.applyAsInt(pixel / 32, pixel % 32);
            pixels[2048 + pixel] = (byte) blue.applyAsInt(pixel / 32, pixel % 32);
        }
        return new ImageSet(pixels, new int[1], 3, 32, 32, List.of("a"));
    }

    private static FeatureMaps.Maps map(IntBinaryOperator value) {
        float[][] map = new float[32][32];
        for (int pixel = 0; pixel < 1024; pixel++) {
            map[pixel / 32][pixel % 32] = value.applyAsInt(pixel / 32, pixel % 32);
        }
        return new FeatureMaps.Maps(new float[][][] {map});
    }

    @Test
    void aDifferenceOfNeighboursAcrossGoesWithVerticalEdges() {
        IntBinaryOperator stripes = (row, column) -> column / 5 % 2 * 200;
        MapReading reading = MapReading.of(
                image(stripes, stripes, stripes),
                map((row, column) -> column == 0 || column == 31
                        ? 0
                        : stripes.applyAsInt(row, column + 1) - stripes.applyAsInt(row, column - 1)),
                0);
        assertThat(reading.feature()).isEqualTo("vertical edges");
        assertThat(reading.correlation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void theNegativeOfAnImageGoesAgainstBrightness() {
        IntBinaryOperator blot = (row, column) -> row * column % 251;
        MapReading reading =
                MapReading.of(image(blot, blot, blot), map((row, column) -> -blot.applyAsInt(row, column)), 0);
        assertThat(reading.feature()).isEqualTo("brightness");
        assertThat(reading.correlation()).isCloseTo(-1, within(1e-9));
    }

    @Test
    void redIsToldFromBrightness() {
        IntBinaryOperator red = (row, column) -> row < 16 ? 250 : 10;
        IntBinaryOperator rest = (row, column) -> row < 16 ? 10 : 130;
        MapReading reading = MapReading.of(image(red, rest, rest), map(red), 0);
        assertThat(reading.feature()).isEqualTo("red against cyan");
    }

    /** As behind a convolution with stride 2. */
    @Test
    void aSmallerMapIsHeldAgainstASmallerImage() {
        IntBinaryOperator blot = (row, column) -> (row / 2 * 37 + column / 2 * 11) % 251;
        float[][] half = new float[16][16];
        for (int pixel = 0; pixel < 256; pixel++) {
            half[pixel / 16][pixel % 16] = blot.applyAsInt(pixel / 16 * 2, pixel % 16 * 2);
        }
        MapReading reading = MapReading.of(image(blot, blot, blot), new FeatureMaps.Maps(new float[][][] {half}), 0);
        assertThat(reading.feature()).isEqualTo("brightness");
        assertThat(reading.correlation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void aMapOfOneValueGoesWithNothing() {
        IntBinaryOperator blot = (row, column) -> row * column % 251;
        MapReading reading = MapReading.of(image(blot, blot, blot), map((row, column) -> 7), 0);
        assertThat(reading.feature()).isEqualTo("none");
        assertThat(reading.correlation()).isZero();
    }
}
