package dev.cifarlab.app.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatArraysTest {

    private static byte[] written(FloatBuffer... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FloatArrays.write(new DataOutputStream(bytes), List.of(parts));
        return bytes.toByteArray();
    }

    private static float[] read(byte[] bytes, long fileSize) throws IOException {
        return FloatArrays.read(new DataInputStream(new ByteArrayInputStream(bytes)), fileSize);
    }

    /** Around the 16,384 that are written at a time; from the middle of a buffer, and in two parts. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 40_000})
    void whatWasWrittenIsRead(int length) throws IOException {
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = k - 0.5f;
        }
        float[] wider = new float[length + 5];
        System.arraycopy(values, 0, wider, 2, length);
        byte[] bytes = written(
                FloatBuffer.wrap(wider, 2, length / 3), FloatBuffer.wrap(wider, 2 + length / 3, length - length / 3));
        assertThat(bytes).hasSize(Integer.BYTES + length * Float.BYTES);
        assertThat(Arrays.equals(read(bytes, bytes.length), values)).isTrue();
    }

    /** No array is made for what a file cannot hold. */
    @Test
    void moreThanTheFileHoldsIsRefused() throws IOException {
        byte[] bytes = written(FloatBuffer.wrap(new float[100]));
        assertThat(read(bytes, 400)).hasSize(100);
        assertThatThrownBy(() -> read(bytes, 399)).isInstanceOf(EOFException.class);
        bytes[0] = -1;
        assertThatThrownBy(() -> read(bytes, 400)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> read(new byte[] {0x7f, -1, -1, -1}, 400)).isInstanceOf(EOFException.class);
    }
}
