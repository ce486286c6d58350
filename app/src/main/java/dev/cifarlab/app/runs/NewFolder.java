package dev.cifarlab.app.runs;

import dev.cifarlab.app.config.Reason;
import dev.cifarlab.app.config.UserException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the folders that trainings, searches and studies write to. */
public final class NewFolder {

    private NewFolder() {}

    /**
     * Makes a folder, those it lies in, and some within it.
     *
     * @throws UserException when there is something at {@code path} already, or it cannot be made
     */
    public static void make(Path path, String... within) {
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(path);
            for (String name : within) {
                Files.createDirectory(path.resolve(name));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.exists(path)) {
                throw UserException.failed(
                        "%s: cannot be made (%s is a file); choose another --out", path, e.getFile());
            }
            throw UserException.usage("%s exists; choose another --out, or go on with it by --resume %s", path, path);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be made (%s); choose another --out", path, Reason.of(e));
        }
    }
}
