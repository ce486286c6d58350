package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaledCropTest {

    private static final int SIDE = 128;
    private static final int DRAWS = 10_000;

    private static List<Placement.Hole> parts(double least, int height, int width, int count) {
        MersenneTwister generator = Seeds.generator(3);
        return IntStream.range(0, count)
                .mapToObj(k -> new ScaledCrop(least).part(generator, height, width))
                .toList();
    }

    private static double high(Placement.Hole part) {
        return part.bottom() - part.top();
    }

    private static double wide(Placement.Hole part) {
        return part.right() - part.left();
    }

    /**
     * What fits has an area of at most exp(-u) for u = |log ratio|, even from 0 to log 4/3: the integrals over those
     * areas and ratios give the means, whose standard errors are below 0.002.
     */
    @Test
    void areasAndRatiosAreThoseOfThePaperAsFarAsTheyFit() {
        double area = 0;
        double ratio = 0;
        double skew = 0;
        double x = 0;
        double y = 0;
        for (Placement.Hole part : parts(0.35, SIDE, SIDE, DRAWS)) {
            double share = high(part) * wide(part) / SIDE / SIDE;
            double log = Math.log(wide(part) / high(part));
            assertThat(share).isBetween(0.35 - 0.01, 1.0); // each side is rounded by up to half a pixel
            assertThat(Math.abs(log)).isLessThan(Math.log(4 / 3.0) + 0.014);
            assertThat(Math.min(part.top(), part.left())).isNotNegative();
            assertThat(Math.max(part.bottom(), part.right())).isLessThanOrEqualTo(SIDE);
            area += share / DRAWS;
            ratio += Math.abs(log) / DRAWS;
            skew += log / DRAWS;
            x += (part.left() + part.right()) / 2.0 / SIDE / DRAWS;
            y += (part.top() + part.bottom()) / 2.0 / SIDE / DRAWS;
        }
        assertThat(area).isCloseTo(0.6145, within(0.006));
        assertThat(ratio).isCloseTo(0.1323, within(0.004));
        assertThat(skew).isCloseTo(0, within(0.006));
        assertThat(x).isCloseTo(0.5, within(0.006));
        assertThat(y).isCloseTo(0.5, within(0.006));
    }

    @ParameterizedTest
    @CsvSource({"10, 40, 0, 13, 10, 26", "40, 10, 13, 0, 26, 10", "32, 32, 0, 0, 32, 32"})
    void whereNothingElseFitsItIsTheMiddle(int height, int width, int top, int left, int bottom, int right) {
        assertThat(parts(1, height, width, 50)).containsOnly(new Placement.Hole(top, left, bottom, right));
    }

    /** A pixel stands at its centre; beyond the centres at the part's edge the edge goes on. */
    private static double linear(byte[] image, int width, Placement.Hole part, double y, double x) {
        double down = Math.max(0, Math.min(high(part) - 1, y));
        double right = Math.max(0, Math.min(wide(part) - 1, x));
        double sum = 0;
        for (int row = part.top(); row < part.bottom(); row++) {
            for (int column = part.left(); column < part.right(); column++) {
                double share = Math.max(0, 1 - Math.abs(row - part.top() - down))
                        * Math.max(0, 1 - Math.abs(column - part.left() - right));
                sum += share * (image[row * width + column] & 0xff);
            }
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 12, 12, 0.2", "3, 12, 9, 0.35", "3, 9, 12, 0.9"})
    void theRestIsWhatLinearInterpolationMakesOfAPart(int channels, int height, int width, double least) {
        for (int seed = 0; seed < 20; seed++) {
            ScaledCrop crop = new ScaledCrop(least);
            Placement.Hole part = crop.part(Seeds.generator(seed), height, width);
            byte[] before = new byte[channels * height * width];
            new Random(seed).nextBytes(before);
            byte[] image = before.clone();
            Placement placement = new Placement(height, width);
            crop.draw(Seeds.generator(seed), height, width).accept(placement);
            placement.edit(image);
            for (int channel = 0; channel < channels; channel++) {
                byte[] plane = new byte[height * width];
                System.arraycopy(before, channel * plane.length, plane, 0, plane.length);
                for (int k = 0; k < plane.length; k++) {
                    int row = k / width;
                    double y = (row + 0.5) * high(part) / height - 0.5;
                    double x = (k % width + 0.5) * wide(part) / width - 0.5;
                    assertThat((double) (image[channel * plane.length + k] & 0xff))
                            .isCloseTo(linear(plane, width, part, y, x), within(0.5 + 1e-9));
                }
            }
        }
    }
}
