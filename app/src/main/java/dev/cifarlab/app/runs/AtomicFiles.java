package dev.cifarlab.app.runs;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Files that are either whole or not there: written beside their place, forced to disk, then renamed, and the folder
 * forced to disk as well.
 */
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
        boolean whole = false;
        try {
            try (FileChannel channel = FileChannel.open(partial, CREATE, WRITE, TRUNCATE_EXISTING)) {
                content.writeTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            whole = true;
            forceFolder(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw UserException.failed(
                    e, "%s: cannot be written (%s); free space or choose another --out", file, Reason.of(e));
        } finally {
            if (!whole) { // whatever was thrown, errors too
                deleteQuietly(partial);
            }
        }
    }

    /** The new name, too, is to outlive a power cut. */
    private static void forceFolder(@Nullable Path folder) throws IOException {
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return; // Windows opens no folders
        }
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    /**
     * Replaces a text file in UTF-8 that is written anew every few seconds, by several processes maybe: readers find it
     * whole, but it is not forced to disk.
     *
     * @throws UserException when it cannot be written
     */
    public static void replace(Path file, String text) {
        String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".partial";
        Path partial = file.resolveSibling(name);
        try {
            Files.writeString(partial, text);
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            deleteQuietly(partial);
            throw UserException.failed(e, "%s: cannot be written (%s)", file, Reason.of(e));
        }
    }

    /** Writes a text file in UTF-8. */
    public static void write(Path file, String text) {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Deletes a file, where there is one.
     *
     * @throws UserException when it cannot be deleted
     */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be deleted (%s)", file, Reason.of(e));
        }
    }

    private static void deleteQuietly(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            // the first failure is the one to report
        }
    }
}
