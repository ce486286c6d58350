package dev.cifarlab.layers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;

/** The largest error of each pair of subject and reference, kept as {@code target/gradient-errors.csv}. */
final class GradientErrors {

    private static final Path FILE = Path.of("target", "gradient-errors.csv");
    private static final String HEADER = "subject,reference,precision,tensors,worst_tensor,largest_relative_error\n";

    private record Worst(int tensors, String tensor, double error) {
        Worst with(String other, double otherError) {
            return otherError >= error
                    ? new Worst(tensors + 1, other, otherError)
                    : new Worst(tensors + 1, tensor, error);
        }
    }

    private static final Map<String, Worst> ERRORS = new TreeMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(GradientErrors::write));
    }

    private GradientErrors() {}

    static synchronized void record(String subject, String reference, DataType type, String tensor, double error) {
        String key = subject + "," + reference + "," + type.name().toLowerCase(Locale.ROOT);
        ERRORS.merge(key, new Worst(1, tensor, error), (old, one) -> old.with(one.tensor(), one.error()));
    }

    private static synchronized void write() {
        StringBuilder text = new StringBuilder(HEADER);
        ERRORS.forEach((key, worst) -> text.append(
                String.format(Locale.ROOT, "%s,%d,%s,%.2e%n", key, worst.tensors(), worst.tensor(), worst.error())));
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
