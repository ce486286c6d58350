package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.settings.Parts;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {

    /** One image of 3x4 pixels, numbered from 1. */
    private static final ImageSet IMAGE = numbered(3, 4);

    private static ImageSet numbered(int height, int width) {
        byte[] pixels = new byte[height * width];
        for (int k = 0; k < pixels.length; k++) {
            pixels[k] = (byte) (k + 1);
        }
        return new ImageSet(pixels, new int[1], 1, height, width, List.of("one"));
    }

    private static int[] changed(ImageSet image, Consumer<Placement> change) {
        BatchMaker maker = new BatchMaker(image, ChannelStatistics.identity(image));
        float[] values = maker.make(new int[1], List.of(change), 0, 1)
                .images()
                .dup()
                .data()
                .asFloat();
        return IntStream.range(0, values.length)
                .map(k -> Math.round(values[k] * 255))
                .toArray();
    }

    @Test
    void mirroringIsLeftToRight() {
        assertThat(changed(IMAGE, asItIs -> {})).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        assertThat(changed(IMAGE, Placement::mirror)).containsExactly(4, 3, 2, 1, 8, 7, 6, 5, 12, 11, 10, 9);
    }

    @Test
    void movingLetsBlackOrAReflectionIn() {
        assertThat(changed(IMAGE, p -> p.move(1, 2, false))).containsExactly(0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 5, 6);
        assertThat(changed(IMAGE, p -> p.move(-2, -1, false))).containsExactly(10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(changed(IMAGE, p -> p.move(1, 2, true))).containsExactly(7, 6, 5, 6, 3, 2, 1, 2, 7, 6, 5, 6);
        assertThat(changed(IMAGE, p -> p.move(0, -1, true))).containsExactly(2, 3, 4, 3, 6, 7, 8, 7, 10, 11, 12, 11);
        assertThat(changed(numbered(1, 1), p -> p.move(16, -16, true))).containsExactly(1);
        assertThat(changed(numbered(1, 2), p -> p.move(0, 5, true))).containsExactly(2, 1);
    }

    @Test
    void changesGoOnFromOneAnother() {
        Consumer<Placement> mirrored = Placement::mirror;
        assertThat(changed(IMAGE, mirrored.andThen(p -> p.move(0, 1, false))))
                .containsExactly(0, 4, 3, 2, 0, 8, 7, 6, 0, 12, 11, 10);
        assertThat(changed(IMAGE, mirrored.andThen(mirrored).andThen(p -> p.cut(-1, 2, 2, 9))))
                .containsExactly(1, 2, 0, 0, 5, 6, 0, 0, 9, 10, 11, 12);
        Consumer<Placement> cut = mirrored.andThen(p -> p.cut(0, 3, 2, 4));
        assertThat(changed(IMAGE, cut.andThen(p -> p.change(image -> Arrays.fill(image, 0, 5, (byte) 99)))))
                .as("bytes first, whenever that was asked for")
                .containsExactly(99, 99, 99, 0, 8, 7, 6, 0, 12, 11, 10, 9);
    }

    /** 0 after normalisation, which is the mean, and not the value of black. */
    @Test
    void whatIsCutOutIsZero() {
        BatchMaker maker = new BatchMaker(IMAGE, ChannelStatistics.of(IMAGE));
        List<Consumer<Placement>> change = List.of(p -> p.cut(0, 0, 3, 3));
        float[] values =
                maker.make(new int[1], change, 0, 1).images().dup().data().asFloat();
        assertThat(IntStream.range(0, 12).filter(k -> values[k] == 0)).containsExactly(0, 1, 2, 4, 5, 6, 8, 9, 10);
        assertThat(values[3]).isNegative();
    }

    /** In all planes of the image that it is of, and of no other. */
    @Test
    void whatIsCutOutOfOneImageOfABatchIsInAllItsPlanes() {
        byte[] pixels = new byte[3 * 2 * 3 * 4];
        Arrays.fill(pixels, (byte) 255);
        ImageSet three = new ImageSet(pixels, new int[3], 2, 3, 4, List.of("one"));
        BatchMaker maker = new BatchMaker(three, ChannelStatistics.identity(three));
        Consumer<Placement> none = asItIs -> {};
        float[] values = maker.make(new int[] {0, 1, 2}, List.of(none, p -> p.cut(1, 2, 3, 4), none), 0, 3)
                .images()
                .dup()
                .data()
                .asFloat();
        assertThat(IntStream.range(0, values.length).filter(k -> values[k] == 0))
                .containsExactly(24 + 6, 24 + 7, 24 + 10, 24 + 11, 36 + 6, 36 + 7, 36 + 10, 36 + 11);
    }

    private static Set<String> outcomes(String list) {
        Parts parts = Configs.of("augment", list).augment();
        ImageSet many = new ImageSet(new byte[4_000 * 30], new int[4_000], 1, 5, 6, List.of("one"));
        Set<String> outcomes = new HashSet<>();
        for (Consumer<Placement> change : Augmentation.ofEpoch(parts, many, 1, 1)) {
            Placement placement = new Placement(5, 6);
            change.accept(placement);
            outcomes.add(Arrays.toString(placement.rows()) + Arrays.toString(placement.columns()) + placement.holes());
        }
        return outcomes;
    }

    @Test
    void drawsReachTheirWholeRange() {
        assertThat(outcomes("none")).hasSize(1);
        assertThat(outcomes("flip")).hasSize(2);
        assertThat(outcomes("shift=2")).as("by 2 up to 2, both ways").hasSize(5 * 5);
        assertThat(outcomes("shift=2:reflect")).hasSize(5 * 5);
        assertThat(outcomes("cutout=1")).as("one for each pixel").hasSize(5 * 6);
        assertThat(outcomes("flip,shift=1")).hasSize(2 * 9);
        assertThat(outcomes("erase=0")).hasSize(1);
        assertThat(outcomes("mixup=1,cutmix=1")).hasSize(1);
    }

    /** Around each pixel, the upper left one of the four in the middle; what lies beside the image is not counted. */
    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void aCutoutIsASquareAroundAPixel(int side) {
        Set<Placement.Hole> expected = new HashSet<>();
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 6; x++) {
                int top = y - side / 2;
                int left = x - side / 2;
                expected.add(new Placement.Hole(
                        Math.max(0, top), Math.max(0, left), Math.min(5, top + side), Math.min(6, left + side)));
            }
        }
        Parts parts = Configs.of("augment", "cutout=" + side).augment();
        ImageSet many = new ImageSet(new byte[4_000 * 30], new int[4_000], 1, 5, 6, List.of("one"));
        Set<Placement.Hole> holes = new HashSet<>();
        Placement placement = new Placement(5, 6);
        for (Consumer<Placement> change : Augmentation.ofEpoch(parts, many, 1, 1)) {
            placement.reset();
            change.accept(placement);
            assertThat(placement.holes()).hasSize(1);
            holes.addAll(placement.holes());
        }
        assertThat(holes).isEqualTo(expected);
    }

    /** All that the settings know; no compiler asks for a case in {@link Augmentation#of}. */
    @Test
    void everyPartOfTheSettingIsKnown() {
        String all = catchThrowable(() -> Configs.of("augment", "nonesuch")).getMessage();
        List<String> parts = Pattern.compile("(?<=[ ,])[a-z][a-z-]*(=[A-Z](\\[[^]]*])?)?(?=,|$)")
                .matcher(all.substring(all.indexOf("choose")))
                .results()
                .map(part -> part.group().replaceAll("\\[.*", "").replaceAll("[A-Z]", "1"))
                .toList();
        assertThat(parts).contains("none", "flip", "shift=1", "cutmix=1");
        ImageSet three = new ImageSet(new byte[3 * 3 * 16], new int[3], 3, 4, 4, List.of("one"));
        for (String part : parts) {
            assertThat(Augmentation.ofEpoch(Configs.of("augment", part).augment(), three, 1, 1))
                    .hasSize(3);
        }
    }

    private static List<Boolean> mirrored(String list, int epoch) {
        Parts parts = Configs.of("augment", list).augment();
        ImageSet many = new ImageSet(new byte[1000 * 2], new int[1000], 1, 1, 2, List.of("one"));
        return Augmentation.ofEpoch(parts, many, 1, epoch).stream()
                .map(change -> {
                    Placement placement = new Placement(1, 2);
                    change.accept(placement);
                    return placement.columns()[0] == 1;
                })
                .toList();
    }

    @Test
    void anAlternatingFlipShowsEveryImageBothWaysInTwoEpochs() {
        List<Boolean> first = mirrored("alternating-flip", 1);
        List<Boolean> second = mirrored("alternating-flip", 2);
        assertThat(IntStream.range(0, 1000).filter(k -> first.get(k).equals(second.get(k))))
                .isEmpty();
        assertThat(mirrored("shift=1,alternating-flip", 3)).hasSize(1000);
        assertThat(mirrored("alternating-flip", 3)).isEqualTo(first);
        assertThat(first.stream().filter(is -> is).count()).isBetween(440L, 560L);
        assertThat(mirrored("flip", 2)).isNotEqualTo(mirrored("flip", 4));
    }

    /** Zhong et al. draw the area evenly from 2 to 40 % and the ratio of the sides from 0.3 to 3.33. */
    @Test
    void anErasedRectangleIsWithinTheBoundsOfThePaper() {
        Parts parts = Configs.of("augment", "erase=0.5").augment();
        ImageSet many = new ImageSet(new byte[2000 * 1024], new int[2000], 1, 32, 32, List.of("one"));
        List<Placement.Hole> holes = new java.util.ArrayList<>();
        for (Consumer<Placement> change : Augmentation.ofEpoch(parts, many, 5, 1)) {
            Placement placement = new Placement(32, 32);
            change.accept(placement);
            holes.addAll(placement.holes());
        }
        assertThat(holes.size()).as("half of 2000").isBetween(900, 1100);
        double mean = 0;
        for (Placement.Hole hole : holes) {
            int high = hole.bottom() - hole.top();
            int wide = hole.right() - hole.left();
            assertThat(high * wide).isBetween(1024 * 2 / 100 - 8, 1024 * 40 / 100 + 34);
            assertThat((double) high / wide).isBetween(0.2, 5.0);
            mean += (double) high * wide / 1024 / holes.size();
        }
        assertThat(mean).as("large ones fit more seldom").isBetween(0.12, 0.21);
    }

    /** Computed by version 0.2: shuffled, varied, and in batches of 16, 16 and 8. */
    @ParameterizedTest
    @CsvSource({
        "none, false, 2c8443c0",
        "none, true, c72e3948",
        "flip, false, 5e43f677",
        "flip, true, ac403b13",
        "flip-crop, false, 32f2de0a",
        "flip-crop, true, 913249e1",
        "'flip,shift=4', true, 913249e1"
    })
    void oldNamesGiveTheSamePixelsAsBefore(String augment, boolean normalise, String checksum) {
        ImageSet images = SyntheticImages.generate(40, Seeds.generator(9));
        TrainConfig config = Configs.of("seed", "3", "batch-size", "16", "augment", augment);
        ChannelStatistics scaling = normalise ? ChannelStatistics.of(images) : ChannelStatistics.identity(images);
        CRC32C sum = new CRC32C();
        try (BatchStream batches = BatchStream.training(images, config, scaling, 2, 0)) {
            while (batches.hasNext()) {
                float[] values = batches.next().images().dup().data().asFloat();
                ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
                bytes.asFloatBuffer().put(values);
                sum.update(bytes.array());
            }
        }
        assertThat(Long.toHexString(sum.getValue())).isEqualTo(checksum);
    }
}
