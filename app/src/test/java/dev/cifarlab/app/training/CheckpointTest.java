package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.backend.BatchScore;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoint.DamagedException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

    private static final Progress PROGRESS = new Progress(3, 2, 0.75, 5, new BatchScore(1.25, 7, 80), 0.5);

    private static final DataCard CARD = new DataCard(
            "pictures",
            List.of("apple", "\u00e9t\u00e9"),
            3,
            32,
            32,
            List.of(0.1, 0.2, 1 / 3.0),
            List.of(0.4, 0.5, 0.6),
            4,
            2,
            "crc32c:00000001",
            "crc32c:00000002");

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
        Checkpoint.write(file, "a network", PROGRESS, CARD, state.view());
    }

    @Test
    void comesBackBitForBit() throws DamagedException {
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.head()).isEqualTo(new Checkpoint.Head("a network", PROGRESS, CARD));
        assertThat(read.epoch()).isEqualTo(3);
        assertThat(read.data()).contains(CARD);
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
        Checkpoint.write(file, "a network", PROGRESS, CARD, new NetworkState(17, parameters, new float[0]).view());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageEndingWith("x.ckpt: not a whole checkpoint (it holds weights that are NaN or infinite)");
    }

    /** Of an older version, and whole: its sum is right. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4})
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
                .hasMessageContaining("reads formats 2 and 3 only; use the version that wrote it");
    }

    /** What the framework itself would write is a zip. */
    @Test
    void foreignFilesAreNamedAsSuch() throws IOException {
        Files.write(file, new byte[] {'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("does not begin as a checkpoint of cifar-lab");
    }

    /** As cifar-lab 0.1 and 0.2 wrote them, value by value. */
    @Test
    void thoseWithoutACardAreRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x63696661726c6162L);
        out.writeInt(2);
        out.writeUTF("a network");
        for (int epoch : new int[] {3, 2}) {
            out.writeInt(epoch);
        }
        out.writeDouble(0.75);
        out.writeInt(5);
        out.writeDouble(1.25);
        out.writeInt(7);
        out.writeInt(80);
        out.writeDouble(0.5);
        out.writeInt(17);
        for (float[] values : new float[][] {{0.1f, -0.2f}, {3}}) {
            out.writeInt(values.length);
            for (float value : values) {
                out.writeFloat(value);
            }
        }
        CRC32C sum = new CRC32C();
        sum.update(bytes.toByteArray());
        out.writeLong(sum.getValue());
        Files.write(file, bytes.toByteArray());
        Checkpoint read = Checkpoint.read(file);
        assertThat(read.head()).isEqualTo(new Checkpoint.Head("a network", PROGRESS, null));
        assertThat(read.data()).isEmpty();
        assertThat(read.state().iteration()).isEqualTo(17);
        assertThat(read.state().parameters()).containsExactly(0.1f, -0.2f);
        assertThat(read.state().optimizer()).containsExactly(3);
        assertThat(Checkpoint.readProgress(file)).isEqualTo(PROGRESS);
    }

    private void refused() {
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("x.ckpt: not a whole checkpoint");
    }
}
