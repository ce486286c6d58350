package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Idx;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdxFilesTest {

    static final IdxFiles SMALL =
            new IdxFiles(DataSource.MNIST, List.of("mnist"), IdxFiles.MNIST.remotes(), 12, 3, IdxFiles.MNIST.classes());

    @TempDir
    private Path folder;

    private final Map<String, byte[]> files = Idx.files(12, 3);

    @BeforeEach
    void write() throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    @Test
    void imagesHaveAMarginOfZeros() {
        Source.Loaded loaded = SMALL.read(folder);
        ImageSet train = loaded.train();
        assertThat(train.channels()).isEqualTo(1);
        assertThat(train.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1);
        assertThat(loaded.validation().size()).isEqualTo(3);
        byte[] image = new byte[32 * 32];
        Arrays.fill(image, (byte) 7);
        train.pixels().read(3, image);
        byte[] expected = new byte[32 * 32];
        for (int row = 2; row < 6; row++) {
            Arrays.fill(expected, row * 32 + 2, row * 32 + 30, (byte) 255);
        }
        assertThat(image).isEqualTo(expected);
        assertThat(train.resized(64).image(3)[64 * 8 + 32] & 0xff).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({"-idx, .gz", ".idx, ''", ".idx, .gz"})
    void isFoundPackedAndUnderUnpackersNames(String separator, String end) throws IOException {
        ImageSet expected = SMALL.read(folder).train();
        Path other = Files.createDirectory(folder.resolve("other"));
        assertThat(SMALL.isIn(other)).isFalse();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            byte[] content = end.isEmpty() ? file.getValue() : Idx.packed(file.getValue());
            Files.write(other.resolve(file.getKey().replace("-idx", separator) + end), content);
        }
        assertThat(SMALL.isIn(other)).isTrue();
        assertThat(SMALL.read(other).train().digest()).isEqualTo(expected.digest());
    }

    @Test
    void whatIsWrongIsNamed() throws IOException {
        String images = "train-images-idx3-ubyte";
        String labels = "train-labels-idx1-ubyte";
        failsWith(images, file -> Arrays.copyOf(file, 9_000), "holds 9000 bytes instead of 9424");
        failsWith(images, file -> Arrays.copyOf(file, 20_000), "holds more instead of 9424");
        failsWith(images, file -> new byte[file.length], "its header is not that of [12, 28, 28] bytes");
        failsWith(labels, file -> new byte[0], "holds 0 bytes instead of 20");
        failsWith(labels, file -> with(file, 10, 10), "is damaged: label 2 is 10");
        byte[] packed = Idx.packed(files.get(labels));
        Files.delete(folder.resolve(labels));
        failsWith(labels, file -> null, "is missing");
        failsWith(labels + ".gz", file -> Arrays.copyOf(packed, packed.length / 2), "it is cut off");
        failsWith(labels + ".gz", file -> files.get(labels), "Not in GZIP format");
    }

    private static byte[] with(byte[] file, int place, int value) {
        byte[] changed = file.clone();
        changed[place] = (byte) value;
        return changed;
    }

    private void failsWith(String name, UnaryOperator<byte[]> damage, String part) throws IOException {
        byte[] damaged = damage.apply(files.getOrDefault(name, new byte[0]));
        if (damaged != null) {
            Files.write(folder.resolve(name), damaged);
        }
        assertThatThrownBy(() -> SMALL.read(folder))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(folder.resolve(name).toString())
                .hasMessageContaining(part)
                .hasMessageEndingWith("delete its folder and fetch MNIST again with --download");
        if (files.containsKey(name)) {
            Files.write(folder.resolve(name), files.get(name));
        }
        if (damaged == null) {
            Files.delete(folder.resolve(name));
        }
    }
}
