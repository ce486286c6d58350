package dev.cifarlab.app.runs;

import dev.cifarlab.app.config.UserException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are either whole or not there: written beside their place, forced to disk, then renamed. */
public final class AtomicFiles {

    private AtomicFiles() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}; the caller closes it. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, replacing an older one only when the new one is whole.
     *
     * @throws UserException when the disk is full or the folder cannot be written to
     */
    public static void write(Path file, Content content) {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        try {
            try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
                content.writeTo(out);
                out.getFD().sync();
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(partial);
            throw UserException.failed(
                    e, "%s: cannot be written (%s); free space or choose another --out", file, e.getMessage());
        }
    }

    /** Writes a text file in UTF-8. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void deleteQuietly(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // the first failure is the one to report
        }
    }
}
