package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.WireFormat;
import org.tensorflow.framework.Summary;

/** Reads TensorBoard's files by the rules of the record format, with a bitwise CRC-32C of its own. */
public final class TensorBoardRecords {

    /** What one event says; a start of a session has no summary. */
    record Event(long step, String version, boolean start, Summary summary) {}

    private TensorBoardRecords() {}

    /** Steps by tag over all files of a folder, with those dropped that a later start takes back. */
    public static Map<String, List<Long>> steps(Path folder) {
        Map<String, List<Long>> steps = new TreeMap<>();
        for (Path file : files(folder)) {
            for (Event event : read(file)) {
                if (event.start) {
                    steps.values().forEach(all -> all.removeIf(step -> step >= event.step));
                }
                event.summary
                        .getValueList()
                        .forEach(value -> steps.computeIfAbsent(value.getTag(), tag -> new ArrayList<>())
                                .add(event.step));
            }
        }
        return steps;
    }

    public static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.getFileName().toString().contains("tfevents"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Events up to the end, or to a record that is not whole. */
    static List<Event> read(Path file) {
        List<Event> events = new ArrayList<>();
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.remaining() >= 12 && bytes.remaining() >= 16 + bytes.getLong(bytes.position())) {
                byte[] length = new byte[8];
                bytes.get(bytes.position(), length);
                byte[] data = new byte[(int) bytes.getLong()];
                assertThat(bytes.getInt()).as("checksum of the length").isEqualTo(masked(length));
                bytes.get(data);
                assertThat(bytes.getInt()).as("checksum of the data").isEqualTo(masked(data));
                events.add(event(CodedInputStream.newInstance(data)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return events;
    }

    private static Event event(CodedInputStream in) throws IOException {
        long step = 0;
        String version = "";
        boolean start = false;
        Summary summary = Summary.getDefaultInstance();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> assertThat(in.readDouble()).isGreaterThan(1.7e9);
                case 2 -> step = in.readInt64();
                case 3 -> version = in.readString();
                case 5 -> summary = Summary.parseFrom(in.readByteArray());
                case 7 -> start = in.readByteArray()[1] == 1;
                default -> throw new IOException("field " + tag);
            }
        }
        return new Event(step, version, start, summary);
    }

    /** Of polynomial 0x1EDC6F41, reflected, and masked as records have it. */
    static int masked(byte[] bytes) {
        int crc = -1;
        for (byte one : bytes) {
            crc ^= one & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc >>> 1) ^ ((crc & 1) * 0x82f63b78);
            }
        }
        crc = ~crc;
        return ((crc >>> 15) | (crc << 17)) + 0xa282ead8;
    }
}
