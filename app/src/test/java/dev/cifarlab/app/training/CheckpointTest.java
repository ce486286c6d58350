package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Progress PROGRESS =
            new Progress(3, 2, 0.75, new PartialEpoch(5, new BatchScore(1.25, 7, 80), 0.5));

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeOne() {
        file = folder.resolve("x.ckpt");
        float[] parameters = new float[40_000];
        Arrays.fill(parameters, 0.1f);
        parameters[39_999] = Float.MIN_VALUE;
        NetworkState state = new NetworkState(17, parameters, new float[] {1, -2});
        new Checkpoint("a network", PROGRESS, state).write(file);
    }

    @Test
    void comesBackBitForBit() throws DamagedException {
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.network()).isEqualTo("a network");
        assertThat(read.progress()).isEqualTo(PROGRESS);
        assertThat(read.state().iteration()).isEqualTo(17);
        assertThat(read.state().parameters()).hasSize(40_000).endsWith(0.1f, Float.MIN_VALUE);
        assertThat(read.state().optimizer()).containsExactly(1, -2);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0001, 0.5, 0.99999})
    void flippedBitsAreFound(double place) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (place * (bytes.length - 1))] ^= 16;
        Files.write(file, bytes);
        refused();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 30, 1000, 160_000})
    void cutOffFilesAreFound(int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        refused();
    }

    @Test
    void longerFilesAreFound() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
        refused();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.NEGATIVE_INFINITY})
    void weightsThatAreNoNumbersAreFound(float value) {
        float[] parameters = {0, 1, value};
        new Checkpoint("a network", PROGRESS, new NetworkState(17, parameters, new float[0])).write(file);
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageEndingWith("x.ckpt: not a whole checkpoint (it holds weights that are NaN or infinite)");
    }

    /** Of an older version, and whole: its sum is right. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void otherFormatsAreRefusedWithASentence(int version) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(100);
        bytes.putLong(0x63696661726c6162L).putInt(version);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 0, 92);
        bytes.putLong(92, sum.getValue());
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("x.ckpt: has the format " + version)
                .hasMessageContaining("reads format 2 only; use the version that wrote it");
    }

    /** What the framework itself would write is a zip. */
    @Test
    void foreignFilesAreNamedAsSuch() throws IOException {
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("does not begin as a checkpoint of cifar-lab");
    }

    private void refused() {
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("x.ckpt: not a whole checkpoint");
    }
}
