package dev.cifarlab.spark;

import dev.cifarlab.app.runs.AtomicFiles;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file in the search's folder by which another machine knows that it sees the same folder, not one of the same name.
 *
 * @param file where it is, absolute
 * @param content what it holds, known to the driver alone
 */
record SharedSign(String file, String content) implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Puts it up in a folder. */
    static SharedSign putUp(Path folder) {
        String content = UUID.randomUUID().toString();
        Path file = folder.toAbsolutePath().resolve(".shared-" + content);
        AtomicFiles.write(file, content);
        return new SharedSign(file.toString(), content);
    }

    /** Whether it is seen here. */
    boolean isSeen() {
        try {
            return Files.readString(Path.of(file)).equals(content);
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes it down. */
    void takeDown() {
        try {
            Files.deleteIfExists(Path.of(file));
        } catch (IOException e) {
            // an empty sign more does no harm
        }
    }
}
