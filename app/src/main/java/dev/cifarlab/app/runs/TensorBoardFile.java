package dev.cifarlab.app.runs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32C;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.CodedOutputStream;
import org.tensorflow.framework.Summary;

/**
 * A file of events for TensorBoard: records of TensorFlow's {@code record_writer.h}, each an {@code Event} of its
 * {@code event.proto}, of which ND4J has the {@code Summary} alone. Each start of a training has a file of its own; the
 * mark at its beginning has TensorBoard drop what earlier files hold of its first step and later ones.
 */
public final class TensorBoardFile implements AutoCloseable {

    private static final int WALL_TIME = 1;
    private static final int STEP = 2;
    private static final int FILE_VERSION = 3;
    private static final int SUMMARY = 5;
    private static final int SESSION_LOG = 7;
    private static final byte[] START = {0x08, 0x01};
    private static final int RGB = 3;
    private static final int PNG_WIDTH = 16;

    private final Path file;
    private final OutputStream out;

    /**
     * Makes a file in a folder.
     *
     * @param firstStep the first step that it may hold
     * @throws dev.cifarlab.app.settings.UserException when it cannot be written
     */
    public TensorBoardFile(Path folder, long firstStep) {
        file = free(folder);
        try {
            out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw EventsFile.unwritable(file, e);
        }
        add(0, event -> event.writeString(FILE_VERSION, "brain.Event:2"));
        add(firstStep, event -> event.writeByteArray(SESSION_LOG, START));
    }

    /** TensorBoard reads the files of a folder in the order of their names. */
    private static Path free(Path folder) {
        long second = System.currentTimeMillis() / 1000;
        Path file;
        do {
            file = folder.resolve(String.format(Locale.ROOT, "events.out.tfevents.%010d.cifar-lab", second++));
        } while (Files.exists(file));
        return file;
    }

    /** Adds numbers by their tags. */
    public void scalars(long step, Map<String, Double> values) {
        Summary.Builder summary = Summary.newBuilder();
        values.forEach((tag, value) ->
                summary.addValue(Summary.Value.newBuilder().setTag(tag).setSimpleValue(value.floatValue())));
        add(step, event -> event.writeMessage(SUMMARY, summary.build()));
    }

    /** Adds a picture, which is a PNG file's bytes. */
    public void picture(long step, String tag, byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        Summary.Image image = Summary.Image.newBuilder()
                .setWidth(header.getInt(PNG_WIDTH))
                .setHeight(header.getInt(PNG_WIDTH + Integer.BYTES))
                .setColorspace(RGB)
                .setEncodedImageString(ByteString.copyFrom(png))
                .build();
        Summary summary = Summary.newBuilder()
                .addValue(Summary.Value.newBuilder().setTag(tag).setImage(image))
                .build();
        add(step, event -> event.writeMessage(SUMMARY, summary));
    }

    private void add(long step, Field field) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream event = CodedOutputStream.newInstance(bytes);
            event.writeDouble(WALL_TIME, System.currentTimeMillis() / 1e3);
            event.writeInt64(STEP, step);
            field.write(event);
            event.flush();
            out.write(record(bytes.toByteArray()));
        } catch (IOException e) {
            throw EventsFile.unwritable(file, e);
        }
    }

    /** Length (8 bytes), its checksum (4), the data, and theirs (4), all little-endian. */
    private static byte[] record(byte[] data) {
        ByteBuffer record = ByteBuffer.allocate(data.length + Long.BYTES + 2 * Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        record.putLong(data.length).putInt(masked(record.array(), Long.BYTES));
        return record.put(data).putInt(masked(data, data.length)).array();
    }

    private static int masked(byte[] bytes, int count) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, count);
        return Integer.rotateRight((int) sum.getValue(), 15) + 0xa282ead8;
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw EventsFile.unwritable(file, e);
        }
    }

    /** Writes what an event says. */
    private interface Field {
        void write(CodedOutputStream event) throws IOException;
    }
}
