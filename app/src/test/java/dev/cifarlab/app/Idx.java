package dev.cifarlab.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Files of MNIST's form: image k is of class k % 10, which the number of its white rows tells, from the top. */
public final class Idx {

    public static final int PIXELS = 28 * 28;

    private Idx() {}

    /** The four files by name, without {@code .gz}. */
    public static Map<String, byte[]> files(int train, int test) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("train-images-idx3-ubyte", images(train));
        files.put("train-labels-idx1-ubyte", labels(train));
        files.put("t10k-images-idx3-ubyte", images(test));
        files.put("t10k-labels-idx1-ubyte", labels(test));
        return files;
    }

    /** As many as MNIST has, unpacked. */
    public static void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files(60_000, 10_000).entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private static byte[] images(int count) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * PIXELS);
        file.putInt(0x803).putInt(count).putInt(28).putInt(28);
        for (int k = 0; k < count; k++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                file.put((byte) (pixel / 28 <= k % 10 ? 255 : 0));
            }
        }
        return file.array();
    }

    private static byte[] labels(int count) {
        ByteBuffer file = ByteBuffer.allocate(8 + count);
        file.putInt(0x801).putInt(count);
        for (int k = 0; k < count; k++) {
            file.put((byte) (k % 10));
        }
        return file.array();
    }

    public static byte[] packed(byte[] file) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(file);
        }
        return packed.toByteArray();
    }
}
