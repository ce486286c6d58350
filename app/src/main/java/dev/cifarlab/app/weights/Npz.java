package dev.cifarlab.app.weights;

import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A file of NumPy's {@code savez}: a zip archive with an {@code .npy} file for each array. What is written beside the
 * arrays is JSON in the archive's comment, where it is in nobody's way.
 */
final class Npz implements ArraySource {

    private static final String ENDING = ".npy";
    private static final int MOST_COMMENT = 0xffff;

    private final Path file;
    private final Map<String, Npy> arrays = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private Npz(Path file, ZipFile zip) throws IOException {
        this.file = file;
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().endsWith(ENDING)) {
                String name = entry.getName().substring(0, entry.getName().length() - ENDING.length());
                try (DataInputStream in = stream(zip, entry)) {
                    arrays.put(name, Npy.readHeader(name, in));
                }
            } else if (entry.getName().endsWith("data.pkl")) {
                throw WeightFiles.pickle(file);
            }
        }
        if (zip.getComment() != null && zip.getComment().startsWith("{")) {
            JsonFile.parseEntries(zip.getComment()).forEach((key, value) -> metadata.put(key, String.valueOf(value)));
        }
    }

    /**
     * Reads the headers of a file's arrays.
     *
     * @throws UserException when it is damaged, or a pickle of PyTorch's
     */
    static Npz open(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new Npz(file, zip);
        } catch (IOException | IllegalArgumentException e) { // the latter where names are no text
            throw damaged(file, e);
        }
    }

    private static UserException damaged(Path file, Exception e) {
        return UserException.failed(
                e, "%s: not a whole npz file of NumPy's (%s); copy or export it again", file, Reason.of(e));
    }

    private static DataInputStream stream(ZipFile zip, ZipEntry entry) throws IOException {
        InputStream in = zip.getInputStream(entry);
        if (in == null) {
            throw new ZipException("no " + entry.getName());
        }
        return new DataInputStream(new BufferedInputStream(in, 1 << 16));
    }

    @Override
    public String place() {
        return file.toString();
    }

    @Override
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        arrays.forEach((name, array) -> shapes.put(name, array.shape()));
        return shapes;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public float[] values(String name) {
        Npy array = Objects.requireNonNull(arrays.get(name), name);
        NumberType type = array.type().orElseThrow(() -> ArrayBytes.wrongType(file, name, array.description()));
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(name + ENDING);
            if (entry == null) {
                throw new EOFException();
            }
            try (DataInputStream in = stream(zip, entry)) {
                Npy.readHeader(name, in);
                return array.readValues(type, in);
            }
        } catch (IOException e) {
            throw damaged(file, e);
        }
    }

    /** Writes arrays in single precision, not compressed, as {@code savez} does. */
    static void write(ArraySource arrays, OutputStream out) throws IOException {
        String comment = JsonFile.line(arrays.metadata());
        if (comment.getBytes(StandardCharsets.UTF_8).length > MOST_COMMENT) {
            throw new IOException("the names of the classes are too long for npz; choose --format safetensors");
        }
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setComment(comment);
        for (Map.Entry<String, List<Long>> array : arrays.shapes().entrySet()) {
            byte[] bytes = Npy.bytes(array.getValue(), arrays.values(array.getKey()));
            CRC32 sum = new CRC32();
            sum.update(bytes);
            ZipEntry entry = new ZipEntry(array.getKey() + ENDING);
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(sum.getValue());
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // equal networks give equal files
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        zip.finish();
    }
}
