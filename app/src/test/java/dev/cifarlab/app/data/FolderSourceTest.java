package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How folders of pictures may be laid out. */
class FolderSourceTest {

    @TempDir
    private Path folder;

    private void pictures(String place, int count, int tone) throws IOException {
        Path into = Files.createDirectories(folder.resolve(place));
        for (int k = 0; k < count; k++) {
            byte[] pixels = new byte[16];
            Arrays.fill(pixels, (byte) (tone + k));
            Files.write(into.resolve(k + ".png"), PictureBytes.png(4, 8, 0, pixels));
        }
    }

    private DataSets load(String... settings) {
        return DataSets.load(
                Configs.over(Configs.of("data", "folder", "data-dir", folder.toString(), "batch-size", "1"), settings),
                (bytes, total) -> {});
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "val", "valid"})
    void theOtherSetHasOneOfThreeNames(String name) throws IOException {
        pictures("train/cat", 3, 1);
        pictures("train/dog", 2, 11);
        pictures(name + "/cat", 1, 21);
        pictures(name + "/dog", 1, 31);
        DataSets data = load();
        assertThat(data.train().labels()).containsExactly(0, 0, 0, 1, 1);
        assertThat(data.validation().size()).isEqualTo(2);
        assertThat(data.card().description()).isEqualTo("pictures of " + folder + ": 5 training, 2 validation images");
    }

    @Test
    void theSamePictureInBothSetsIsTold() throws IOException {
        pictures("train/cat", 3, 1);
        pictures("train/dog", 2, 11);
        pictures("test/cat", 2, 2); // the second and the third of train
        pictures("test/dog", 1, 31);
        assertThat(load().card().description()).contains(", 2 in test are in train, too: 5 training");
    }

    @Test
    void classesAloneAreSplitByClassAndSeed() throws IOException {
        pictures("cat", 20, 1);
        pictures("dog", 40, 31);
        assertThatThrownBy(this::load)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("hold some pictures out by --validation split");
        DataSets data = load("validation", "split", "split", "0.15");
        assertThat(data.validation().size()).isEqualTo(9);
        assertThat(data.train().size()).isEqualTo(51);
        assertThat(IntStream.of(data.validation().labels()).distinct().count()).isEqualTo(2);
        assertThat(load("validation", "split", "split", "0.15").card()).isEqualTo(data.card());
        assertThat(load("validation", "split", "split", "0.15", "seed", "1").card())
                .isNotEqualTo(data.card());
        assertThatThrownBy(() -> load("validation", "split", "split", "0.01"))
                .hasMessageContaining("split: a share of 0.01 of 60 training images is none");
    }

    @Test
    void eachClassGivesItsShareAndNoneAll() throws IOException {
        pictures("cat", 60, 1);
        pictures("dog", 33, 71);
        pictures("emu", 6, 111);
        pictures("fox", 1, 121);
        DataSets data = load("validation", "split", "split", "0.15");
        int[] held = new int[4];
        IntStream.of(data.validation().labels()).forEach(label -> held[label]++);
        assertThat(held).containsExactly(9, 5, 1, 0); // of 9, 4.95, 0.9 and 0.15
        assertThat(data.train().files()).hasSize(85).contains(folder.resolve("fox/0.png") + "");
        assertThat(data.validation().files())
                .hasSize(15)
                .doesNotContainAnyElementsOf(data.train().files());
    }

    @Test
    void whatIsLeftOutIsCountedAndTold() throws IOException {
        pictures("train/cat", 3, 1);
        pictures("train/dog", 2, 11);
        pictures("test/cat", 1, 21);
        pictures("test/dog", 1, 31);
        Files.writeString(folder.resolve("train/cat/x.png"), "no picture, but a text of some length");
        assertThatThrownBy(this::load).hasMessageContaining("x.png: is not a PNG");
        DataSets data = load("bad", "skip");
        assertThat(data.card().description()).contains(" without 1 that cannot be read: 5 training");
        assertThat(data.bad()).singleElement().asString().startsWith(folder.resolve("train/cat/x.png") + ": is not");
    }
}
