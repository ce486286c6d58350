package dev.cifarlab.benchmarks.winograd;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * Singles in native memory, from the start of a cache line on.
 *
 * @param values they are there for as long as this is
 * @param address of the first
 */
record Floats(FloatBuffer values, long address) {

    private static final int LINE = 64; // bytes

    static Floats of(long count) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(Math.toIntExact(Float.BYTES * count + LINE))
                .alignedSlice(LINE)
                .order(ByteOrder.nativeOrder());
        return new Floats(bytes.asFloatBuffer(), Pointer.nativeValue(Native.getDirectBufferPointer(bytes)));
    }

    static Floats of(float[] values) {
        Floats all = of(values.length);
        all.values.put(0, values);
        return all;
    }

    /** A copy of the first of them. */
    float[] read(int count) {
        float[] copy = new float[count];
        values.get(0, copy);
        return copy;
    }
}
