package dev.cifarlab.app.weights;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array in NumPy's own format: a magic number, a version, a Python dictionary of type, order and shape, the values.
 *
 * @param description the type as NumPy writes it, for instance {@code <f4}
 * @param columnsFirst whether the first index is the fastest
 * @param shape the sizes
 */
record Npy(String description, boolean columnsFirst, List<Long> shape) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MOST_HEADER = 1 << 16;
    private static final int ALIGNMENT = 64;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d,\\s]*)\\)");

    /** Reads what comes before the values. */
    static Npy readHeader(String name, DataInputStream in) throws IOException {
        byte[] magic = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException(name + " does not begin as an array of NumPy's does");
        }
        int version = in.readUnsignedByte();
        in.readUnsignedByte(); // of the version, too
        int length = version == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (length < 0 || length > MOST_HEADER) {
            throw new IOException(name + " has a header of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        String header = new String(bytes, StandardCharsets.UTF_8);
        return new Npy(
                found(TYPE, header, name),
                found(ORDER, header, name).equals("True"),
                sizes(found(SHAPE, header, name)));
    }

    private static String found(Pattern pattern, String header, String name) throws IOException {
        Matcher matcher = pattern.matcher(header);
        if (!matcher.find()) {
            throw new IOException("the header of " + name + " describes no plain array");
        }
        return matcher.group(1);
    }

    private static List<Long> sizes(String text) throws IOException {
        List<Long> sizes = new ArrayList<>();
        for (String size : text.split(",", -1)) {
            if (!size.isBlank()) {
                try {
                    sizes.add(Long.parseLong(size.strip()));
                } catch (NumberFormatException e) {
                    throw new IOException("a size of '" + size.strip() + "'", e);
                }
            }
        }
        return sizes;
    }

    /** The type of its numbers; empty for all that have no fraction. */
    Optional<NumberType> type() {
        return description.length() < 2 ? Optional.empty() : NumberType.numpy(description.substring(1));
    }

    /** Reads the values behind the header, in rows. */
    float[] readValues(NumberType type, DataInputStream in) throws IOException {
        long count = ArrayBytes.count(shape, type.bytes());
        if (count > Integer.MAX_VALUE - 8) {
            throw new IOException("an array of " + ArrayBytes.text(shape) + " is too large");
        }
        byte[] bytes = in.readNBytes((int) count); // grows with what there is, whatever the header says
        if (bytes.length < count) {
            throw new EOFException();
        }
        ByteOrder order = description.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        float[] values = type.decode(ByteBuffer.wrap(bytes).order(order));
        return columnsFirst ? rows(values) : values;
    }

    private float[] rows(float[] columns) {
        float[] rows = new float[columns.length];
        for (int place = 0; place < rows.length; place++) {
            long rest = place;
            long stride = columns.length;
            long at = 0;
            for (int axis = shape.size() - 1; axis >= 0; axis--) {
                long size = shape.get(axis);
                stride /= size;
                at += rest % size * stride;
                rest /= size;
            }
            rows[place] = columns[(int) at];
        }
        return rows;
    }

    /** A whole {@code .npy} file of singles; its values begin at a multiple of 64 bytes, as NumPy's do. */
    static byte[] bytes(List<Long> shape, float[] values) {
        String sizes = shape.stream().map(size -> size + ",").collect(Collectors.joining(" "));
        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sizes + "), }";
        int before = MAGIC.length + 2 + Short.BYTES;
        int whole = (before + header.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT; // at least a line's end is added
        String padded = header + " ".repeat(whole - before - header.length() - 1) + "\n";
        return ByteBuffer.allocate(whole + values.length * Float.BYTES)
                .put(MAGIC)
                .put((byte) 1)
                .put((byte) 0)
                .putShort(Short.reverseBytes((short) padded.length()))
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .put(ArrayBytes.littleEndian(values))
                .array();
    }
}
