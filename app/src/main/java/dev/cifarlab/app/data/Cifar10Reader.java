package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the official binary files of CIFAR-10 (Krizhevsky, 2009): six files of 10,000 records, each a label byte
 * (0..9) and 3,072 bytes of pixels, planar, red first, rows from the top.
 */
final class Cifar10Reader {

    static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    static final List<String> TRAINING =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    static final String TEST = "test_batch.bin";

    private static final int CHANNELS = 3;
    private static final int SIDE = 32;
    private static final int PIXELS = CHANNELS * SIDE * SIDE;
    private static final int RECORDS = 10_000;
    private static final int BUFFER = 1 << 16;

    private Cifar10Reader() {}

    /** The 50,000 training images and the 10,000 test images. */
    static Loaded read(Path folder) {
        ImageSet training = read(folder, TRAINING);
        ImageSet test = test(folder);
        requireDistinct(folder, training, test);
        return new Loaded(training, test, "CIFAR-10 of " + folder);
    }

    /** The 10,000 test images. */
    static ImageSet test(Path folder) {
        return read(folder, List.of(TEST));
    }

    /** A file in another one's place: its images would be learnt twice, or learnt and tested on. */
    private static void requireDistinct(Path folder, ImageSet training, ImageSet test) {
        Map<String, String> names = new HashMap<>();
        names.put(test.digest(), TEST);
        for (int file = 0; file < TRAINING.size(); file++) {
            String name = TRAINING.get(file);
            String same = names.put(training.digest(file * RECORDS, (file + 1) * RECORDS), name);
            if (same != null) {
                throw broken(folder.resolve(name), "holds the same images as " + same);
            }
        }
    }

    private static ImageSet read(Path folder, List<String> names) {
        byte[] pixels = new byte[names.size() * RECORDS * PIXELS];
        int[] labels = new int[names.size() * RECORDS];
        for (int file = 0; file < names.size(); file++) {
            Path path = folder.resolve(names.get(file));
            read(path, pixels, labels, file * RECORDS);
        }
        return new ImageSet(pixels, labels, CHANNELS, SIDE, SIDE, CLASSES);
    }

    private static void read(Path path, byte[] pixels, int[] labels, int first) {
        long expected = (long) RECORDS * (PIXELS + 1);
        if (!Files.isRegularFile(path)) {
            throw broken(path, "is missing");
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
            if (Files.size(path) != expected) {
                throw broken(path, "has " + Files.size(path) + " bytes instead of " + expected);
            }
            for (int record = 0; record < RECORDS; record++) {
                int label = in.readUnsignedByte();
                if (label >= CLASSES.size()) {
                    throw broken(path, "is damaged: record " + record + " has the label " + label);
                }
                labels[first + record] = label;
                in.readFully(pixels, (first + record) * PIXELS, PIXELS);
            }
        } catch (IOException e) {
            throw broken(path, "cannot be read (" + Reason.of(e) + ")");
        }
    }

    private static UserException broken(Path path, String what) {
        return UserException.failed("%s %s; delete its folder and fetch CIFAR-10 again with --download", path, what);
    }
}
