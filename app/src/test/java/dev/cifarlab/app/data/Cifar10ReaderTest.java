package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10ReaderTest {

    private static final int RECORD = 3073;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeFiles() throws IOException {
        for (String name : Cifar10Reader.TRAINING) {
            file(name, 10_000L * RECORD);
            put(name, 17, name.charAt(11)); // else they would be copies of one another
        }
        file(Cifar10Reader.TEST, 10_000L * RECORD);
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
        ImageSet images = Cifar10Reader.read(folder).train();
        assertThat(images.size()).isEqualTo(50_000);
        assertThat(images.labels()[10_007]).isEqualTo(9);
        assertThat(images.pixels()[10_007 * 3072 + 1024 + 33] & 0xff)
                .as("green, second row, second column")
                .isEqualTo(200);
        assertThat(Cifar10Reader.read(folder).validation().size()).isEqualTo(10_000);
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
        assertThatThrownBy(() -> Cifar10Reader.read(folder))
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
        assertThat(new Cifar10Location(null, both).find()).contains(folder);
        assertThat(new Cifar10Location(null, Map.of("XDG_CACHE_HOME", cache)).find())
                .contains(other);
        assertThat(new Cifar10Location(other, both).find()).contains(other);
        Map<String, String> gone = Map.of("CIFAR10_DIR", folder + "/gone", "XDG_CACHE_HOME", cache);
        assertThat(new Cifar10Location(null, gone).find())
                .as("a folder that the variable names is not silently passed over")
                .isEmpty();
        Cifar10Location wrong = new Cifar10Location(folder.resolve("wrong"), both);
        assertThat(wrong.find())
                .as("a folder that was named is not silently passed over")
                .isEmpty();
        assertThat(wrong.missing())
                .hasMessageContainingAll("wrong", "--download", "--data synthetic")
                .hasMessageNotContaining("\n");
    }
}
