package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {

    @TempDir
    private Path folder;

    private static DataSets load(String... pairs) {
        TrainConfig config = Configs.over(Configs.of("batch-size", "1"), pairs);
        return DataSets.load(config, (bytes, total) -> {});
    }

    private void picture(String name, int rgb, int size) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < size * size; pixel++) {
            picture.setRGB(pixel % size, pixel / size, rgb);
        }
        ImageIO.write(picture, "png", file.toFile());
    }

    private DataSets folder() {
        return load("data", "folder", "data-dir", folder.toString());
    }

    @Test
    void syntheticOnesSaySoWithTheirNumbers() {
        DataSets data = load("data", "synthetic", "train-limit", "200", "test-limit", "50", "seed", "3");
        assertThat(data.card().description())
                .contains("synthetic", "not CIFAR-10", "seed 3", "200 training", "50 validation");
        assertThat(data.train().size()).isEqualTo(200);
    }

    @Test
    void heldOutImagesAreATenthBalancedAndNoLongerInTraining() {
        DataSets data = load("data", "synthetic", "validation", "split");
        assertThat(data.validation().size()).isEqualTo(500);
        int[] counts = new int[10];
        Arrays.stream(data.validation().labels()).forEach(label -> counts[label]++);
        assertThat(counts).containsOnly(50);
        assertThat(data.train().size()).isEqualTo(4_500);
        assertThat(load("data", "synthetic", "validation", "split", "train-limit", "6000")
                        .train()
                        .size())
                .isEqualTo(6_000);
    }

    @Test
    void samplesAreBalancedAndDependOnTheSeed() {
        ImageSet images = SyntheticImages.generate(500, Seeds.generator(1));
        int[] sample = Reduction.balanced(images, 55, Seeds.generator(2), "x");
        int[] counts = new int[10];
        Arrays.stream(sample).forEach(index -> counts[images.labels()[index]]++);
        assertThat(counts).containsOnly(5, 6);
        assertThat(sample).doesNotHaveDuplicates().isSorted();
        assertThat(Reduction.balanced(images, 55, Seeds.generator(2), "x")).isEqualTo(sample);
        assertThat(Reduction.balanced(images, 55, Seeds.generator(3), "x")).isNotEqualTo(sample);
        assertThatThrownBy(() -> Reduction.balanced(images, 501, Seeds.generator(3), "x"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("500 images");
    }

    /** As version 0.1 drew them: neither a setting nor a motif that is added may change them. */
    @Test
    void samplesAndSyntheticImagesAreTheSameInEveryVersion() {
        DataCard card = load("data", "synthetic", "train-limit", "30", "test-limit", "20", "seed", "5")
                .card();
        assertThat(card.trainingDigest()).isEqualTo("crc32c:1b73782b");
        assertThat(card.validationDigest()).isEqualTo("crc32c:2d676955");
    }

    @Test
    void aSplitOfFewerThanTenImagesIsRefused() throws IOException {
        for (int k = 0; k < 5; k++) {
            picture("train/sky/" + k + ".png", 0x0000ff + k, 32);
            picture("train/fire/" + k + ".png", 0xff8000 + k, 32);
        }
        picture("test/sky/a.png", 0x0000ff, 32);
        picture("test/fire/a.png", 0xff8000, 32);
        String[] split = {"data", "folder", "data-dir", folder.toString(), "validation", "split"};
        assertThat(load(split).validation().size()).isEqualTo(1);
        Files.delete(folder.resolve("train/fire/0.png"));
        assertThatThrownBy(() -> load(split))
                .isInstanceOf(UserException.class)
                .hasMessageContaining(
                        "split: a share of 0.1 of 9 training images is none; validate on test, or add images");
    }

    @Test
    void aBatchLargerThanTheDataIsRefused() {
        assertThatThrownBy(() -> load("data", "synthetic", "train-limit", "20", "batch-size", "21"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("21 is more than the 20 training images");
    }

    @Test
    void foldersOfPicturesAreReadAsRgbInAnySize() throws IOException {
        for (String part : new String[] {"train", "test"}) {
            picture(part + "/sky/a.png", 0x0000ff, 32);
            picture(part + "/fire/b.png", 0xff8000, 50);
        }
        ImageSet train = folder().train();
        assertThat(train.classNames()).containsExactly("fire", "sky");
        assertThat(train.labels()).containsExactly(0, 1);
        int[] middles = new int[3];
        Arrays.setAll(middles, channel -> train.image(0)[channel * 1024 + 500] & 0xff);
        assertThat(middles).containsExactly(0xff, 0x80, 0);
    }

    @Test
    void wrongFoldersAreNamed() throws IOException {
        assertThatThrownBy(this::folder).hasMessageContaining("has no train/ and test/ with folders of classes");
        picture("train/sky/a.png", 0x0000ff, 32);
        assertThatThrownBy(this::folder).hasMessageContaining("at least two classes");
        Path empty = Files.createDirectory(folder.resolve("train/fire"));
        assertThatThrownBy(this::folder).hasMessageContaining("fire: holds no pictures");
        Files.writeString(empty.resolve("x.png"), "text");
        assertThatThrownBy(this::folder)
                .hasMessageContaining("x.png: is not a PNG, JPEG, BMP, GIF, TIFF or WebP picture");
        picture("train/fire/x.png", 0xff0000, 8);
        picture("test/sky/a.png", 0x0000ff, 32);
        picture("test/sea/a.png", 0x0000ff, 32);
        assertThatThrownBy(this::folder)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("train has the classes [fire, sky], test has [sea, sky]");
    }

    /** Of (1, 3) images a half is (0.5, 1.5); of (5, 3, 2), four tenths are (2, 1.2, 0.8). */
    @ParameterizedTest
    @CsvSource({"0 1 1 1, 0.5, 0 2", "0 0 0 0 0 1 1 1 2 2, 0.4, 2 1 1", "0 0 1 1 2 2, 0.9, 1 1 1"})
    void classesAreHeldOutByTheirSharesAndNeverWhole(String labels, double share, String expected) {
        int[] all = Arrays.stream(labels.split(" ")).mapToInt(Integer::parseInt).toArray();
        ImageSet images = new ImageSet(new byte[all.length], all, 1, 1, 1, List.of("a", "b", "c"));
        for (int seed = 1; seed < 6; seed++) {
            Source.Loaded split = Reduction.of(
                    new Source.Loaded(images, images, "some"),
                    Configs.of("validation", "split", "split", "" + share, "seed", "" + seed));
            int[] counts = new int[expected.split(" ").length];
            Arrays.stream(split.validation().labels()).forEach(label -> counts[label]++);
            assertThat(Arrays.stream(counts).mapToObj(String::valueOf).collect(Collectors.joining(" ")))
                    .isEqualTo(expected);
            assertThat(split.train().size())
                    .isEqualTo(all.length - split.validation().size());
        }
    }
}
