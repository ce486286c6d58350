package dev.cifarlab.app.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both formats: what is written is read again, other programs' files are read, and bad ones are refused. */
class WeightFilesTest {

    private static final MapSource ARRAYS = new MapSource()
            .with("conv1.weight", List.of(2L, 3L), 1, 2, 3, 4, 5, -6.5f)
            .with("bn1.bias", List.of(1L), Float.MIN_VALUE)
            .beside("classes", "[\"cat\",\"d\u00f6g\"]")
            .beside("model", "mlp");

    @TempDir
    private Path folder;

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("weights"), bytes);
    }

    static byte[] safetensors() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightFiles.writeSafetensors(ARRAYS, out);
        return out.toByteArray();
    }

    static byte[] npz() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightFiles.writeNpz(ARRAYS, out);
        return out.toByteArray();
    }

    /** A file of this header and these bytes. */
    private static byte[] safetensors(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(data)
                .array();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenIsReadAgain(boolean zipped) throws IOException {
        byte[] bytes = zipped ? npz() : safetensors();
        ArraySource read = WeightFiles.open(file(bytes));
        assertThat(read.shapes()).containsExactlyEntriesOf(ARRAYS.shapes());
        assertThat(read.metadata()).containsExactlyEntriesOf(ARRAYS.metadata());
        for (String name : ARRAYS.shapes().keySet()) {
            assertThat(read.values(name)).containsExactly(ARRAYS.values(name));
        }
        assertThat(zipped ? npz() : safetensors()).as("written again").isEqualTo(bytes);
    }

    /** By the format's own words: a length, a header of ASCII and letters beyond, the bytes, the lowest first. */
    @Test
    void safetensorsBeginsWithItsHeader() throws IOException {
        byte[] bytes = safetensors();
        int length = (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
        assertThat(length % 8).isZero();
        assertThat(new String(bytes, 8, length, StandardCharsets.UTF_8).stripTrailing())
                .isEqualTo("{\"__metadata__\":{\"classes\":\"[\\\"cat\\\",\\\"d\u00f6g\\\"]\",\"model\":\"mlp\"},"
                        + "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
                        + "\"bn1.bias\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[24,28]}}");
        assertThat(bytes).hasSize(8 + length + 28);
        assertThat(ByteBuffer.wrap(bytes, 8 + length + 20, 4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getFloat())
                .isEqualTo(-6.5f);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "F64, 000000000000f83f, 1.5",
        "F32, 0000c0bf, -1.5",
        "F16, 003e, 1.5",
        "F16, 0100, 5.9604645e-8",
        "F16, ff83, -6.097555e-5",
        "F16, 007c, Infinity",
        "F16, ff7b, 65504",
        "BF16, c0bf, -1.5",
        "BF16, 0100, 9.183549615799121e-41"
    })
    void numbersOfEveryPrecisionAreRead(String type, String bytes, float value) throws IOException {
        byte[] data = HexFormat.of().parseHex(bytes);
        String header = "{\"x\":{\"dtype\":\"" + type + "\",\"shape\":[],\"data_offsets\":[0," + data.length + "]}}  ";
        ArraySource read = WeightFiles.open(file(safetensors(header, data)));
        assertThat(read.shapes()).containsEntry("x", List.of());
        assertThat(read.values("x")).containsExactly(value);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "[]; not a JSON object",
                "{\"x\":1}; does not describe x",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}}; not a JSON object",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}; does not describe x",
                "{\"x\":{\"dtype\":\"F4\",\"shape\":[1],\"data_offsets\":[0,4]}}; unknown type 'F4'",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}; '-1' is no size",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1.5],\"data_offsets\":[0,4]}}; '1.5' is no size",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}; x of 2 does not fit its place",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}; '-4' is no size or place",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,4]}}; does not fit its place",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}; there are holes",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,4]}}; too large",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"y\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}}; overlap",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
                        + "\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}; has a name twice",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}; cut off",
                "{\"x\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}; something follows",
            })
    void aHeaderThatLiesIsRefused(String header, String words) throws IOException {
        Path file = file(safetensors(header, new byte[8]));
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": not a whole safetensors file (")
                .hasMessageContaining(words)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest(name = "a header of {0} bytes")
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 31, 1L << 62, -1, 0, (16 << 20) + 1})
    void aHeaderOfAnotherLengthIsRefused(long length) throws IOException {
        byte[] bytes = safetensors("{\"__metadata__\":{}}", new byte[0]);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = file(bytes);
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("a header of " + Long.toUnsignedString(length) + " bytes");
    }

    @Test
    void whatIsCutOffAnywhereIsRefused() throws IOException {
        for (byte[] whole : List.of(safetensors(), npz())) {
            for (int length = 0; length < whole.length; length++) {
                Path file = file(Arrays.copyOf(whole, length));
                assertThatThrownBy(() -> WeightFiles.open(file))
                        .as("%d bytes", length)
                        .isInstanceOf(UserException.class)
                        .hasMessageStartingWith(file + ": ");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "80024b012e, a pickle of PyTorch's",
        "934e554d5059010076007b27, a single array",
        "894844460d0a1a0a00, an HDF5 file",
        "08082212746f7263682e6f6e6e78, neither a safetensors nor an npz file",
        "68656c6c6f20776f726c64, neither a safetensors nor an npz file"
    })
    void otherFilesAreTold(String bytes, String words) throws IOException {
        Path file = file(HexFormat.of().parseHex(bytes));
        assertThatThrownBy(() -> WeightFiles.open(file))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": " + words);
    }

    @Test
    void whatIsNotThereOrAFolderIsTold() {
        Path file = folder.resolve("none");
        assertThatThrownBy(() -> WeightFiles.open(file)).hasMessageContaining("none: cannot be read (No such file");
        assertThatThrownBy(() -> WeightFiles.open(folder)).hasMessageContaining("cannot be read (it is a folder)");
    }
}
