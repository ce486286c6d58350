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
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Archives of other programs: NumPy's in all orders, and those that are none of NumPy's. */
class NpzTest {

    @TempDir
    private Path folder;

    /** PyTorch's own files are zip archives of a pickle and of what it names. */
    @Test
    void aPickleInAnArchiveIsTold() throws IOException {
        assertThatThrownBy(() -> WeightFiles.open(zip("model/data.pkl", new byte[] {(byte) 0x80, 2})))
                .hasMessageContaining("a pickle of PyTorch's, which can hold any program and is not read");
    }

    private Path zip(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(bytes);
        }
        return Files.write(folder.resolve("weights"), out.toByteArray());
    }

    private static byte[] npy(String header, byte[] data) {
        return ByteBuffer.allocate(10 + header.length() + data.length)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort(Short.reverseBytes((short) header.length()))
                .put(header.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
    }

    /** As NumPy writes a transposed array: the first index is the fastest. */
    @Test
    void columnsAndOtherOrdersOfBytesAreRead() throws IOException {
        byte[] data = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(4)
                .putFloat(2)
                .putFloat(5)
                .putFloat(3)
                .putFloat(6)
                .array();
        String columns = "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n";
        assertThat(WeightFiles.open(zip("x.npy", npy(columns, data))).values("x"))
                .containsExactly(1, 2, 3, 4, 5, 6);
        byte[] big = ByteBuffer.allocate(16).putDouble(0.5).putDouble(-2).array();
        String doubles = "{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }\n";
        assertThat(WeightFiles.open(zip("x.npy", npy(doubles, big))).values("x"))
                .containsExactly(0.5f, -2f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }; numbers of the type <i8",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }; numbers of the type |O",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (9,), }; cut off",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }; too large",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }; a size of",
                "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }; describes no plain array",
            })
    void arraysOfNumPyThatAreNoWeightsAreRefused(String header, String words) throws IOException {
        Path file = zip("x.npy", npy(header, new byte[8]));
        assertThatThrownBy(() -> WeightFiles.open(file).values("x"))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(words);
    }
}
