package dev.cifarlab.app.training;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/** Arrays of floats in a stream: the length as an int, then big-endian IEEE 754 values. */
final class FloatArrays {

    private static final int CHUNK = 1 << 14;

    private FloatArrays() {}

    /** Writes one array, which may lie in several parts. */
    static void write(DataOutputStream out, List<FloatBuffer> parts) throws IOException {
        out.writeInt(parts.stream().mapToInt(FloatBuffer::remaining).sum());
        ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES);
        for (FloatBuffer part : parts) {
            for (int start = 0; start < part.remaining(); start += CHUNK) {
                int count = Math.min(CHUNK, part.remaining() - start);
                bytes.asFloatBuffer().put(0, part, part.position() + start, count);
                out.write(bytes.array(), 0, count * Float.BYTES);
            }
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
