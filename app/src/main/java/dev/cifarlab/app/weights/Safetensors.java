package dev.cifarlab.app.weights;

import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A file in Hugging Face's safetensors format: the length of the header as a little-endian 64-bit number, the header as
 * a JSON object of type, shape and place of each array, and the arrays one behind the other, without holes.
 */
final class Safetensors implements ArraySource {

    private static final int MOST_HEADER = 16 << 20;
    private static final String METADATA = "__metadata__";

    private final Path file;
    private final long start;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    /** An array's type, sizes, and place behind the header. */
    private record Entry(String type, List<Long> shape, long begin, long end) {

        static Entry of(String name, Object json) throws IOException {
            if (json instanceof Map<?, ?> map
                    && map.get("dtype") instanceof String type
                    && map.get("shape") instanceof List<?> sizes
                    && map.get("data_offsets") instanceof List<?> place
                    && place.size() == 2) {
                Entry entry =
                        new Entry(type, wholes(name, sizes), whole(name, place.get(0)), whole(name, place.get(1)));
                entry.require(name);
                return entry;
            }
            throw new IOException("its header does not describe " + name);
        }

        private static List<Long> wholes(String name, List<?> sizes) throws IOException {
            long[] numbers = new long[sizes.size()];
            for (int k = 0; k < numbers.length; k++) {
                numbers[k] = whole(name, sizes.get(k));
            }
            return Arrays.stream(numbers).boxed().toList();
        }

        private static long whole(String name, Object number) throws IOException {
            if (!(number instanceof Integer || number instanceof Long) || ((Number) number).longValue() < 0) {
                throw new IOException("'" + number + "' is no size or place of " + name);
            }
            return ((Number) number).longValue();
        }

        private void require(String name) throws IOException {
            int bytes = NumberType.bytes(type)
                    .orElseThrow(() -> new IOException(name + " has the unknown type '" + type + "'"));
            if (end < begin || end - begin != ArrayBytes.count(shape, bytes)) {
                throw new IOException(name + " of " + ArrayBytes.text(shape) + " does not fit its place");
            }
        }
    }

    private Safetensors(Path file, FileChannel channel) throws IOException {
        this.file = file;
        long length = bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > MOST_HEADER) {
            throw new IOException(
                    "a header of " + Long.toUnsignedString(length) + " bytes; the most is " + MOST_HEADER);
        }
        start = Long.BYTES + length;
        String header = StandardCharsets.UTF_8
                .newDecoder()
                .decode(bytes(channel, Long.BYTES, (int) length))
                .toString();
        for (Map.Entry<String, Object> row : JsonFile.parseEntries(header).entrySet()) {
            if (!row.getKey().equals(METADATA)) {
                entries.put(row.getKey(), Entry.of(row.getKey(), row.getValue()));
            } else if (row.getValue() instanceof Map<?, ?> map) {
                map.forEach((key, value) -> metadata.put(String.valueOf(key), String.valueOf(value)));
            }
        }
        requireNoHoles(channel.size() - start);
    }

    private void requireNoHoles(long all) throws IOException {
        long next = 0;
        for (Entry entry : entries.values().stream()
                .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
                .toList()) {
            if (entry.begin != next) {
                throw new IOException("its arrays overlap, or there are holes between them");
            }
            next = entry.end;
        }
        if (all < next) {
            throw new EOFException();
        }
        if (all > next) {
            throw new IOException("something follows the last array");
        }
    }

    /**
     * Reads a file's header.
     *
     * @throws UserException when it is damaged
     */
    static Safetensors open(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new Safetensors(file, channel);
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static UserException damaged(Path file, IOException e) {
        return UserException.failed(
                e, "%s: not a whole safetensors file (%s); copy or export it again", file, Reason.of(e));
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
        if (channel.size() - from < count) {
            throw new EOFException();
        }
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        entries.forEach((name, entry) -> shapes.put(name, entry.shape));
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public float[] values(String name) {
        Entry entry = Objects.requireNonNull(entries.get(name), name);
        NumberType type =
                NumberType.safetensors(entry.type).orElseThrow(() -> ArrayBytes.wrongType(file, name, entry.type));
        try (FileChannel channel = FileChannel.open(file)) {
            return type.decode(bytes(channel, start + entry.begin, Math.toIntExact(entry.end - entry.begin)));
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    private static Map<String, Object> described(List<Long> shape, long begin, long end) {
        Map<String, Object> json = new LinkedHashMap<>(); // in this order, so that equal networks give equal files
        json.put("dtype", "F32");
        json.put("shape", shape);
        json.put("data_offsets", List.of(begin, end));
        return json;
    }

    /** Writes arrays in single precision; the arrays begin at a multiple of eight bytes. */
    static void write(ArraySource arrays, OutputStream out) throws IOException {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put(METADATA, arrays.metadata());
        long next = 0;
        for (Map.Entry<String, List<Long>> array : arrays.shapes().entrySet()) {
            long end = next + ArrayBytes.count(array.getValue(), Float.BYTES);
            header.put(array.getKey(), described(array.getValue(), next, end));
            next = end;
        }
        byte[] text = JsonFile.line(header).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(padded.length)
                .array());
        out.write(padded);
        for (String name : arrays.shapes().keySet()) {
            out.write(ArrayBytes.littleEndian(arrays.values(name)));
        }
    }
}
