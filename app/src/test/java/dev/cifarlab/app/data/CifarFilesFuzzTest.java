package dev.cifarlab.app.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarFilesFuzzTest {

    private static final int RECORD = 3073;
    private static final int LENGTH = 10_000 * RECORD;

    @TempDir
    private Path folder;

    /** Files of any other length. */
    @Test
    void otherLengthsAreRefusedUnread() {
        new Fuzz(List.of(new byte[2 * RECORD]), 2L * LENGTH).run(input -> {
            Path file = Files.write(folder.resolve(CifarFiles.CIFAR10.test()), input);
            refusedOrRead(file);
        });
    }

    /** Files of the right length: each input is laid over some records. */
    @Test
    void rightLengthsAreReadWhereAllLabelsAreRight() {
        Path file = folder.resolve(CifarFiles.CIFAR10.test());
        byte[] records = new byte[2 * RECORD];
        for (int k = 0; k < records.length; k++) {
            records[k] = (byte) (k % RECORD == 0 ? 7 : k);
        }
        new Fuzz(List.of(records), 3L * LENGTH).run(input -> {
            try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
                raw.setLength(LENGTH);
                raw.seek(RECORD * (long) (Arrays.hashCode(input) & 0xfff));
                raw.write(input);
                raw.setLength(LENGTH);
            }
            refusedOrRead(file);
            Files.delete(file);
        });
    }

    private void refusedOrRead(Path file) throws IOException {
        try {
            ImageSet images = CifarFiles.CIFAR10.images(List.of(CifarFiles.CIFAR10.map(file, 10_000)), 10_000);
            assertThat(Files.size(file)).isEqualTo(LENGTH);
            assertThat(Arrays.stream(images.labels()).allMatch(label -> label >= 0 && label < 10))
                    .isTrue();
        } catch (UserException e) {
            assertThat(e).hasMessageStartingWith(file.toString());
        }
    }
}
