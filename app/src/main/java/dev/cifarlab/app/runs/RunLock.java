package dev.cifarlab.app.runs;

import static java.nio.file.StandardOpenOption.WRITE;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to train in a run folder, which one training has at a time: a lock on the empty file {@code .lock}. The
 * system takes it back when the process ends, in whatever way. It also takes it back when the process closes the file
 * anywhere else, so the file is opened only where nobody in this JVM has the lock: the system properties, which all
 * class loaders share (Spark loads this class twice), say who does.
 */
public final class RunLock implements AutoCloseable {

    private final String mark;
    private final FileChannel channel;

    private RunLock(String mark, FileChannel channel) {
        this.mark = mark;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws UserException when another training has it, or the folder cannot be written to
     */
    public static RunLock of(RunFolder folder) {
        return tryOf(folder)
                .orElseThrow(() -> UserException.failed(
                        "%s: another process trains in this folder; wait for its end, or choose another folder",
                        folder.path()));
    }

    /**
     * Takes the lock where nobody has it.
     *
     * @throws UserException when the folder cannot be written to
     */
    public static Optional<RunLock> tryOf(RunFolder folder) {
        Path file = folder.file(".lock");
        try {
            String mark = mark(file);
            if (System.getProperties().putIfAbsent(mark, "held") != null) {
                return Optional.empty();
            }
            FileChannel channel = null;
            try {
                channel = locked(file);
            } finally {
                if (channel == null) {
                    System.clearProperty(mark);
                }
            }
            return Optional.ofNullable(channel).map(locked -> new RunLock(mark, locked));
        } catch (IOException e) {
            throw UserException.failed(
                    e, "%s: cannot be written (%s); is the folder read-only or gone?", file, Reason.of(e));
        }
    }

    /** Whether somebody trains in a folder, as far as this process may know. */
    public static boolean isHeld(RunFolder folder) {
        if (!Files.isWritable(folder.file(".lock"))) {
            return false;
        }
        Optional<RunLock> lock = tryOf(folder);
        lock.ifPresent(RunLock::close);
        return lock.isEmpty();
    }

    /** The same for every path to the file: by device and inode where the system tells them. */
    private static String mark(Path file) throws IOException {
        try {
            Files.createFile(file); // opens nothing where it exists
        } catch (FileAlreadyExistsException e) {
            // as it does after any earlier training
        }
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return RunLock.class.getName() + " " + (key == null ? file.toRealPath() : key);
    }

    /** The file, locked; null where another process has the lock. */
    private static @Nullable FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    @Override
    public void close() {
        if (channel.isOpen()) {
            try {
                channel.close();
            } catch (IOException e) {
                // nothing was written to it
            }
            System.clearProperty(mark);
        }
    }
}
