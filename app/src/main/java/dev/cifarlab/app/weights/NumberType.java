package dev.cifarlab.app.weights;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** How numbers with a fraction are stored. */
enum NumberType {
    F64(8, "f8"),
    F32(4, "f4"),
    F16(2, "f2"),

    /** The upper half of a single (Wang and Kanwar, 2019), which NumPy does not have. */
    BF16(2, "");

    /** Bytes of safetensors' other types, which are stepped over. */
    private static final Map<String, Integer> OTHERS = Map.ofEntries(
            Map.entry("I64", 8),
            Map.entry("U64", 8),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("I8", 1),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1),
            Map.entry("F8_E4M3", 1),
            Map.entry("F8_E5M2", 1));

    private final int bytes;
    private final String numpy;

    NumberType(int bytes, String numpy) {
        this.bytes = bytes;
        this.numpy = numpy;
    }

    /** The type that safetensors calls so. */
    static Optional<NumberType> safetensors(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Bytes of a number of any type of safetensors'. */
    static Optional<Integer> bytes(String name) {
        return safetensors(name).map(NumberType::bytes).or(() -> Optional.ofNullable(OTHERS.get(name)));
    }

    /** The type that NumPy calls so, without the sign for the order of its bytes. */
    static Optional<NumberType> numpy(String name) {
        return Arrays.stream(values())
                .filter(type -> !type.numpy.isEmpty() && type.numpy.equals(name))
                .findFirst();
    }

    /** Bytes of a number. */
    int bytes() {
        return bytes;
    }

    /** All numbers of a buffer, in its order of bytes; large doubles become infinite. */
    float[] decode(ByteBuffer buffer) {
        float[] values = new float[buffer.remaining() / bytes];
        for (int k = 0; k < values.length; k++) {
            values[k] = switch (this) {
                case F64 -> (float) buffer.getDouble();
                case F32 -> buffer.getFloat();
                case F16 -> half(buffer.getShort());
                case BF16 -> Float.intBitsToFloat(buffer.getShort() << 16);
            };
        }
        return values;
    }

    /** IEEE 754's binary16: a sign, 5 bits of exponent with a bias of 15, 10 of fraction. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float size = switch (exponent) {
            case 0 -> Math.scalb((float) fraction, -24);
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (fraction + 0x400), exponent - 25);
        };
        return bits < 0 ? -size : size;
    }
}
