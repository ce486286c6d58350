package dev.cifarlab.app.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Arrays of floats in a stream: the length as an int, then big-endian IEEE 754 values. */
final class FloatArrays {

    private static final int CHUNK = 1 << 14;

    private FloatArrays() {}

    static void write(DataOutputStream out, float[] values) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (int start = 0; start < values.length; start += CHUNK) {
            int count = Math.min(CHUNK, values.length - start);
            bytes.asFloatBuffer().put(values, start, count);
            out.write(bytes.array(), 0, count * Float.BYTES);
        }
    }

    static float[] read(DataInputStream in, long fileSize) throws IOException {
        int length = in.readInt();
        if (length < 0 || (long) length * Float.BYTES > fileSize) {
            throw new EOFException(); // or damaged
        }
        float[] values = new float[length];
        FloatBuffer target = FloatBuffer.wrap(values);
        byte[] bytes = new byte[CHUNK * Float.BYTES];
        while (target.hasRemaining()) {
            int count = Math.min(CHUNK, target.remaining());
            in.readFully(bytes, 0, count * Float.BYTES);
            target.put(ByteBuffer.wrap(bytes, 0, count * Float.BYTES).asFloatBuffer());
        }
        return values;
    }
}
