package dev.cifarlab.app.runs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * The file {@code events.jsonl}: a JSON object a line, one a step and one an epoch, in their order. Lines are only
 * added, each at once, so that a process which is killed loses none; a training that goes on first takes away what
 * comes after the moment that it goes on from, a torn line too.
 */
public final class EventsFile implements AutoCloseable {

    /** The value of {@code event} in the line of an epoch. */
    public static final String EPOCH = "epoch";

    private final Path file;
    private final OutputStream out;
    private int lastEpoch;

    /**
     * Opens the file for what follows so many batches of an epoch, which counts from 1.
     *
     * @throws UserException when it cannot be read or written to
     */
    public EventsFile(Path file, int epoch, int batches) {
        this.file = file;
        try {
            out = Files.newOutputStream(file, CREATE, APPEND);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(kept(channel.size(), epoch, batches));
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Bytes up to the first line that is not whole or comes too late; all that we write is ASCII. */
    private long kept(long size, int epoch, int batches) throws IOException {
        long end = 0;
        try (BufferedReader reader = Files.newBufferedReader(file, ISO_8859_1)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                long after = end + line.length() + 1;
                if (after > size || !isBefore(line, epoch, batches)) {
                    return end;
                }
                end = after;
            }
        }
        return end;
    }

    private boolean isBefore(String line, int epoch, int batches) {
        try {
            Map<String, Object> event = JsonFile.parseEntries(line);
            boolean ofEpoch = EPOCH.equals(event.get("event"));
            int at = number(event, "epoch");
            boolean before = at < epoch || (at == epoch && !ofEpoch && number(event, "batch") <= batches);
            if (before && ofEpoch) {
                lastEpoch = at;
            }
            return before;
        } catch (IOException e) {
            return false;
        }
    }

    private static int number(Map<String, Object> event, String key) throws IOException {
        if (event.get(key) instanceof Integer number) {
            return number;
        }
        throw new IOException("no " + key);
    }

    /** The last epoch that has its line; 0 before the first. */
    public int lastEpoch() {
        return lastEpoch;
    }

    /**
     * Adds a line.
     *
     * @throws UserException when it cannot be written
     */
    public void add(Map<String, ?> event) {
        try {
            out.write((JsonFile.line(event) + "\n").getBytes(ISO_8859_1));
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        if (EPOCH.equals(event.get("event")) && event.get("epoch") instanceof Integer epoch) {
            lastEpoch = epoch;
        }
    }

    /** Says that a file of what happens in a training has no more room. */
    static UserException unwritable(Path file, IOException e) {
        return UserException.failed(
                e, "%s: cannot be written (%s); free space, and go on with train --resume", file, Reason.of(e));
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }
}
