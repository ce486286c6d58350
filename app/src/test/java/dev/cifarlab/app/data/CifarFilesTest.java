package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesTest {

    private static final int RECORD = 3073;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : CifarFiles.CIFAR10.training()) {
            file(name, 10_000L * RECORD);
            put(name, 17, name.charAt(11)); // else they would be copies of one another
        }
        file(CifarFiles.CIFAR10.test(), 10_000L * RECORD);
    }

    private void file(String name, long length) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(length);
        }
    }

    private void put(String name, long position, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.seek(position);
            file.write(value);
        }
    }

    @Test
    void recordsAreLabelThenRedGreenBlue() throws IOException {
        put("data_batch_2.bin", 7L * RECORD, 9);
        put("data_batch_2.bin", 7L * RECORD + 1 + 1024 + 33, 200);
        ImageSet images = CifarFiles.CIFAR10.read(folder).train();
        assertThat(images.size()).isEqualTo(50_000);
        assertThat(images.labels()[10_007]).isEqualTo(9);
        assertThat(images.image(10_007)[1024 + 33] & 0xff)
                .as("green, second row, second column")
                .isEqualTo(200);
        assertThat(CifarFiles.CIFAR10.read(folder).validation().size()).isEqualTo(10_000);
        assertThat(images.classNames()).startsWith("airplane").endsWith("truck").hasSize(10);
    }

    @Test
    void wrongLengthsMissingFilesAndWrongLabelsAreNamed() throws IOException {
        file("data_batch_3.bin", 10_000L * RECORD - 1);
        failsWith("data_batch_3.bin has 30729999 bytes instead of 30730000");
        file("data_batch_3.bin", 10_000L * RECORD + 1);
        failsWith("data_batch_3.bin has 30730001 bytes");
        Files.delete(folder.resolve("data_batch_3.bin"));
        failsWith("data_batch_3.bin is missing");
        file("data_batch_3.bin", 10_000L * RECORD);
        put("data_batch_3.bin", 42L * RECORD, 10);
        failsWith("data_batch_3.bin is damaged: record 42 has the label 10");
    }

    @Test
    void aFileInAnotherOnesPlaceIsNamed() throws IOException {
        put("data_batch_2.bin", 17, '1');
        failsWith("data_batch_2.bin holds the same images as data_batch_1.bin");
        put("data_batch_2.bin", 17, '2');
        put("data_batch_4.bin", 17, 0);
        failsWith("data_batch_4.bin holds the same images as test_batch.bin");
    }

    private void failsWith(String part) {
        assertThatThrownBy(() -> CifarFiles.CIFAR10.read(folder))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(1))
                .hasMessageContaining(part)
                .hasMessageContaining("--download");
    }

    @Test
    void isLookedForWhereNamedThenInTheVariableThenInTheCache() throws IOException {
        Path other = Files.createDirectories(folder.resolve("cache/cifar-lab/cifar-10-batches-bin"));
        Files.createFile(other.resolve("test_batch.bin"));
        String cache = folder.resolve("cache").toString();
        Map<String, String> both = Map.of("CIFAR10_DIR", folder.toString(), "XDG_CACHE_HOME", cache);
        assertThat(found(null, both)).contains(folder);
        assertThat(found(null, Map.of("XDG_CACHE_HOME", cache))).contains(other);
        assertThat(found(other, both)).contains(other);
        Map<String, String> gone = Map.of("CIFAR10_DIR", folder + "/gone", "XDG_CACHE_HOME", cache);
        assertThat(found(null, gone))
                .as("a folder that the variable names is not silently passed over")
                .isEmpty();
        Path wrong = folder.resolve("wrong");
        assertThat(found(wrong, both))
                .as("a folder that was named is not silently passed over")
                .isEmpty();
        TrainConfig config = TrainConfig.defaults().with(Setting.DATA_DIR, wrong);
        assertThatThrownBy(() -> new FileSource(CifarFiles.CIFAR10, both).open(config, (bytes, total) -> {}))
                .isInstanceOf(UserException.class)
                .hasMessage("CIFAR-10 is not in " + wrong
                        + "; add --download to fetch it (170 MB), or train on --data synthetic");
    }

    private static Optional<Path> found(@Nullable Path named, Map<String, String> environment) {
        FileSource source = new FileSource(CifarFiles.CIFAR10, environment);
        return source.find(source.place(named));
    }

    @Test
    void theClassesOfCifar100AreAHundredInAlphabeticalOrder() {
        assertThat(CifarFiles.CIFAR100.classes())
                .hasSize(100)
                .doesNotHaveDuplicates()
                .isSorted()
                .startsWith("apple", "aquarium_fish")
                .endsWith("woman", "worm");
        assertThat(CifarFiles.CIFAR100.bytes()).isEqualTo(60_000L * 3_074);
    }

    /** As CIFAR-100 has them: two label bytes, of which the second counts, and files of other names and sizes. */
    @Test
    void anotherDataSetOfThisFormIsARow() throws IOException {
        CifarFiles small = new CifarFiles(
                DataSource.CIFAR100,
                CifarFiles.CIFAR100.archive(),
                "small",
                List.of("train.bin"),
                "test.bin",
                4,
                2,
                2,
                List.of("a", "b", "c"));
        byte[] train = new byte[4 * 3074];
        for (int k = 0; k < train.length; k++) {
            train[k] = (byte) (k % 3074 == 0 ? 99 : k % 3074 == 1 ? k / 3074 % 3 : k / 3074 + k % 3074);
        }
        Path place = Files.createDirectory(folder.resolve("small"));
        Files.write(place.resolve("train.bin"), train);
        Files.write(place.resolve("test.bin"), Arrays.copyOf(train, 2 * 3074));
        Source.Loaded loaded = small.read(place);
        assertThat(loaded.train().labels()).containsExactly(0, 1, 2, 0);
        assertThat(loaded.train().image(3)).isEqualTo(Arrays.copyOfRange(train, 3 * 3074 + 2, 4 * 3074));
        assertThat(loaded.validation().size()).isEqualTo(2);
        train[3074 + 1] = 3;
        Files.write(place.resolve("train.bin"), train);
        assertThatThrownBy(() -> small.read(place))
                .hasMessage(place.resolve("train.bin") + " is damaged: record 1 has the label 3; delete its folder and"
                        + " fetch CIFAR-100 again with --download");
    }
}
