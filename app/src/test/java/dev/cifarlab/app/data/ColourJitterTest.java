package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

/** The formulas by hand, on (10, 20, 30), whose grey is 18.15, and (200, 100, 50), whose grey is 124.2. */
class ColourJitterTest {

    private final byte[] image = bytes(10, 200, 20, 100, 30, 50);

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int k = 0; k < values.length; k++) {
            bytes[k] = (byte) values[k];
        }
        return bytes;
    }

    private static List<Integer> values(byte[] image) {
        return IntStream.range(0, image.length).mapToObj(k -> image[k] & 0xff).toList();
    }

    @Test
    void brightnessIsAFactor() {
        ColourJitter.brightness(image, 2, 1.35);
        assertThat(values(image)).containsExactly(14, 255, 27, 135, 41, 68);
        ColourJitter.brightness(image, 2, 0);
        assertThat(values(image)).containsOnly(0);
    }

    /** The mean grey is 71.175. */
    @Test
    void contrastIsTheDistanceFromTheMeanGrey() {
        ColourJitter.contrast(image, 2, 1.5);
        assertThat(values(image)).containsExactly(0, 255, 0, 114, 9, 39);
        ColourJitter.contrast(image, 2, 1);
        assertThat(values(image)).containsExactly(0, 255, 0, 114, 9, 39);
    }

    @Test
    void saturationIsTheDistanceFromThePixelsGrey() {
        byte[] other = image.clone();
        ColourJitter.saturation(image, 2, 2);
        assertThat(values(image)).containsExactly(2, 255, 22, 76, 42, 0);
        ColourJitter.saturation(other, 2, 0);
        assertThat(values(other)).containsExactly(18, 124, 18, 124, 18, 124);
    }

    @Test
    void oneChannelHasBrightnessAndContrastAlone() {
        byte[] grey = bytes(10, 30);
        ColourJitter.saturation(grey, 2, 0);
        assertThat(values(grey)).containsExactly(10, 30);
        ColourJitter.contrast(grey, 2, 2);
        assertThat(values(grey)).containsExactly(0, 40);
        ColourJitter.brightness(grey, 2, 0.5);
        assertThat(values(grey)).containsExactly(0, 20);
    }

    private static byte[] drawn(double most, MersenneTwister generator, int... values) {
        byte[] image = bytes(values);
        Placement placement = new Placement(1, values.length);
        new ColourJitter(most).draw(generator, 1, values.length).accept(placement);
        placement.edit(image);
        return image;
    }

    /** One pixel is its own mean: only brightness shows, 125 times a factor that is even from 0.8 to 1.2. */
    @Test
    void factorsAreEvenlySpreadAroundOne() {
        MersenneTwister generator = Seeds.generator(2);
        SummaryStatistics shown = new SummaryStatistics();
        IntStream.range(0, 10_000).forEach(k -> shown.addValue(drawn(0.2, generator, 125)[0] & 0xff));
        assertThat(shown.getMin()).isEqualTo(100);
        assertThat(shown.getMax()).isEqualTo(150);
        assertThat(shown.getMean()).isCloseTo(125, within(0.6)); // four standard errors
        assertThat(shown.getStandardDeviation()).isCloseTo(50 / Math.sqrt(12), within(0.4));
    }

    @Test
    void anAmountOfNothingChangesNothing() {
        assertThat(values(drawn(0, Seeds.generator(1), 0, 7, 128, 255))).containsExactly(0, 7, 128, 255);
    }

    /**
     * Values 0 and 250 sum to 250 whatever the contrast, as long as it leaves the darker one above 0; brightness that
     * comes first cuts the sum at 255, and one that comes last takes it beyond. Each is so in an eighth of all draws.
     */
    @Test
    void eachOrderIsDrawn() {
        MersenneTwister generator = Seeds.generator(5);
        int[] sums = IntStream.range(0, 1000)
                .mapToObj(k -> values(drawn(1, generator, 0, 250)))
                .filter(values -> values.get(0) > 2)
                .mapToInt(values -> values.get(0) + values.get(1))
                .toArray();
        assertThat(IntStream.of(sums).filter(sum -> Math.abs(sum - 255) <= 1).count())
                .isBetween(90L, 160L);
        assertThat(IntStream.of(sums).filter(sum -> sum > 256).count()).isBetween(90L, 160L);
    }
}
