package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoint.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFuzzTest {

    private static final long MOST = 4 << 20;

    @TempDir
    private Path folder;

    private List<byte[]> samples() throws IOException {
        Path file = folder.resolve("good.ckpt");
        Progress progress = new Progress(3, 2, 0.75, 5, new BatchScore(1.25, 7, 80), 0.5);
        NetworkState state = new NetworkState(17, new float[50], new float[] {1, -2});
        DataCard card = TestData.data(TestData.config(1)).card();
        Checkpoint.write(file, "a network", progress, card, state.view());
        return List.of(Files.readAllBytes(file));
    }

    @Test
    void changedBytesAreNamedAsDamaged() throws IOException {
        new Fuzz(samples(), MOST).run(this::read);
    }

    /** What lies behind the checksum: lengths, numbers and text that no checkpoint holds. */
    @Test
    void changedBytesWithARightChecksumAreReadOrRefused() throws IOException {
        new Fuzz(samples(), MOST).run(input -> read(summed(input)));
    }

    private static byte[] summed(byte[] input) {
        if (input.length < Long.BYTES) {
            return input;
        }
        CRC32C sum = new CRC32C();
        sum.update(input, 0, input.length - Long.BYTES);
        ByteBuffer.wrap(input).putLong(input.length - Long.BYTES, sum.getValue());
        return input;
    }

    private void read(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("x.ckpt"), input);
        try {
            Checkpoint checkpoint = Checkpoint.read(file);
            assertThat(checkpoint.epoch()).isNotNegative();
            assertThat((checkpoint.state().parameters().length
                                    + checkpoint.state().optimizer().length)
                            * 4)
                    .isLessThan(input.length);
        } catch (DamagedException e) {
            assertThat(e).hasMessageStartingWith(file + ": not a whole checkpoint (");
        } catch (UserException e) {
            assertThat(e).hasMessageContaining("has the format");
        }
    }
}
