package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cifarlab.app.Configs;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches of images that are all of one value, their class: what was mixed can be read off the pixels. */
class MixingTest {

    private static final int COUNT = 40;
    private static final int SIDE = 8;
    private static final int PLANE = SIDE * SIDE;
    private static final int LENGTH = 2 * PLANE;

    private final int[] classes = IntStream.range(0, COUNT).toArray();
    private float[] pixels;

    private Labels mixed(String list, long seed, int epoch, int batch) {
        return mixed(Mixing.of(Configs.of("augment", list).augment(), seed, epoch), batch);
    }

    private Labels mixed(Mixing mixing, int batch) {
        pixels = new float[COUNT * LENGTH];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = Math.floorDiv(k, LENGTH);
        }
        return mixing.mix(batch, pixels, classes, 2, SIDE, SIDE);
    }

    @Test
    void withoutItBatchesStayAsTheyAre() {
        Labels labels = mixed("flip", 1, 1, 0);
        assertThat(labels.first()).isEqualTo(classes);
        assertThat(labels.share()).containsOnly(1);
        assertThat(pixels[LENGTH]).isEqualTo(1);
    }

    @Test
    void mixupIsTheSameShareOfPixelsAndLabels() {
        double sum = 0;
        for (int batch = 0; batch < 200; batch++) {
            Labels labels = mixed("mixup=0.4", 1, 1, batch);
            double share = labels.share()[0];
            assertThat(share).isBetween(0.0, 1.0);
            sum += share / 200;
            for (int image = 0; image < COUNT; image++) {
                double expected = share * image + (1 - share) * labels.second()[image];
                for (int k = 0; k < LENGTH; k++) {
                    assertThat((double) pixels[image * LENGTH + k]).isCloseTo(expected, within(1e-4));
                }
            }
            assertThat(labels.second()).doesNotHaveDuplicates();
        }
        assertThat(sum).as("mean of Beta(0.4, 0.4), whose deviation is 0.37").isCloseTo(0.5, within(0.1));
    }

    @Test
    void cutmixPastesOneRectangleOfTheShareThatLabelsHave() {
        int cut = 0;
        for (int batch = 0; batch < 200; batch++) {
            Labels labels = mixed("cutmix=1", 1, 1, batch);
            for (int image = 0; image < COUNT; image++) {
                int first = image;
                int second = labels.second()[image];
                long kept = IntStream.range(image * LENGTH, (image + 1) * LENGTH)
                        .filter(k -> pixels[k] == first)
                        .count();
                assertThat(IntStream.range(image * LENGTH, (image + 1) * LENGTH).mapToDouble(k -> pixels[k]))
                        .containsAnyOf((double) first, (double) second);
                assertThat((double) kept / LENGTH).isCloseTo(second == first ? 1 : labels.share()[image], within(1e-9));
            }
            assertRectangle(labels);
            cut += labels.share()[0] < 1 ? 1 : 0;
        }
        assertThat(cut).isGreaterThan(150);
    }

    /** Beta(A, A) is all but 1/2 for a large A: sides of 8 sqrt(1/2) = 5.7, 2 pixels to either side of any pixel. */
    @Test
    void theRectangleIsOfTheShareThatWasDrawn() {
        Set<List<Integer>> rectangles = new HashSet<>();
        for (int batch = 0; batch < 600; batch++) {
            int[] other = pasted(firstMixed(mixed(new Mixing(0, 10_000, 1, 1), batch)));
            rectangles.add(List.of(
                    other[0] / SIDE,
                    other[other.length - 1] / SIDE + 1,
                    other[0] % SIDE,
                    other[other.length - 1] % SIDE + 1));
        }
        Set<List<Integer>> expected = new HashSet<>();
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                expected.add(
                        List.of(Math.max(0, y - 2), Math.min(SIDE, y + 2), Math.max(0, x - 2), Math.min(SIDE, x + 2)));
            }
        }
        assertThat(rectangles).isEqualTo(expected);
    }

    private static int firstMixed(Labels labels) {
        return IntStream.range(0, COUNT)
                .filter(k -> labels.second()[k] != k)
                .findFirst()
                .orElseThrow();
    }

    /** Pixels of an image's first plane that are another's. */
    private int[] pasted(int image) {
        return IntStream.range(0, PLANE)
                .filter(k -> pixels[image * LENGTH + k] != image)
                .toArray();
    }

    /** In both planes of the first image that has another one in it. */
    private void assertRectangle(Labels labels) {
        int image = firstMixed(labels);
        int[] other = pasted(image);
        assertThat(IntStream.range(0, PLANE).filter(k -> pixels[image * LENGTH + PLANE + k] != image))
                .containsExactly(Arrays.stream(other).boxed().toArray(Integer[]::new));
        long rows = Arrays.stream(other).map(k -> k / SIDE).distinct().count();
        long columns = Arrays.stream(other).map(k -> k % SIDE).distinct().count();
        assertThat(rows * columns).isEqualTo(other.length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mixup=1", "cutmix=1", "mixup=0.2,cutmix=1"})
    void seedEpochAndBatchDecideAlone(String list) {
        mixed(list, 1, 2, 3);
        float[] once = pixels;
        mixed(list, 1, 2, 3);
        assertThat(pixels).isEqualTo(once);
        mixed(list, 1, 2, 4);
        assertThat(pixels).isNotEqualTo(once);
        mixed(list, 1, 3, 3);
        assertThat(pixels).isNotEqualTo(once);
        mixed(list, 2, 2, 3);
        assertThat(pixels).isNotEqualTo(once);
    }

    @Test
    void shuffledLabelsAreTheSameInAnotherOrder() {
        int[] shuffled = Labels.of(classes).shuffled(1).first();
        assertThat(shuffled).isNotEqualTo(classes).containsExactlyInAnyOrder(classes);
    }

    @Test
    void targetsAreTheSharesOfTheClasses() {
        Labels labels = Labels.mixed(new int[] {0, 2, 2}, new int[] {1, 0, 2}, 0.75);
        assertThat(labels.targets(3)).isDeepEqualTo(new double[][] {{0.75, 0, 0.25}, {0.25, 0, 0.75}, {0, 0, 1}});
    }

    @Test
    void whereBothAreGivenEachBatchHasOneOfThem() {
        long blended = IntStream.range(0, 200)
                .filter(batch -> {
                    mixed("mixup=1,cutmix=1", 1, 1, batch);
                    return IntStream.range(0, pixels.length).anyMatch(k -> pixels[k] != Math.rint(pixels[k]));
                })
                .count();
        assertThat(blended).isBetween(70L, 130L);
    }
}
