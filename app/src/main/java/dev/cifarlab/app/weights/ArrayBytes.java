package dev.cifarlab.app.weights;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Arrays as bytes, and their sizes. */
final class ArrayBytes {

    private ArrayBytes() {}

    /** Bytes of an array whose numbers have so many each. */
    static long count(List<Long> shape, int each) throws IOException {
        try {
            return shape.stream().mapToLong(Long::longValue).reduce(each, Math::multiplyExact);
        } catch (ArithmeticException e) {
            throw new IOException("an array of " + text(shape) + " is too large", e);
        }
    }

    /** Sizes for people, for instance {@code 64x3x3x3}. */
    static String text(List<Long> shape) {
        return shape.isEmpty()
                ? "one number"
                : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    static UserException wrongType(Path file, String name, String type) {
        return UserException.failed(
                "%s: %s has numbers of the type %s; give it as float64, float32, float16 or bfloat16",
                file, name, type);
    }

    /** Singles as bytes, the lowest first. */
    static byte[] littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
