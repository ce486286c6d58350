package dev.cifarlab.app.runs;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right to train in a run folder, which only one process has at a time: a lock on the empty file {@code .lock}. The
 * system takes it back when the process ends, in whatever way.
 */
public final class RunLock implements AutoCloseable {

    private final FileChannel channel;

    private RunLock(FileChannel channel) {
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
            FileChannel channel = FileChannel.open(file, CREATE, WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new RunLock(channel));
        } catch (IOException e) {
            throw UserException.failed(
                    e, "%s: cannot be written (%s); is the folder read-only or gone?", file, Reason.of(e));
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // a training in this very process
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // nothing was written to it
        }
    }
}
