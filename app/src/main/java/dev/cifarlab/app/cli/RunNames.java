package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Names for folders that users did not name. */
final class RunNames {

    private RunNames() {}

    /** {@code MODEL-DATA-SEED} in a folder, numbered where that exists already. */
    static Path free(Path folder, TrainConfig config) {
        return free(folder, config.model().label() + "-" + config.data().label() + "-" + config.seed());
    }

    /** A name in a folder, with the first free number behind it where that exists already. */
    static Path free(Path folder, String stem) {
        Path path = folder.resolve(stem);
        for (int number = 2; Files.exists(path); number++) {
            path = folder.resolve(stem + "-" + number);
        }
        return path;
    }

    /** The folder that was given, which must be new, or one with a free name; some can be gone on with. */
    static Path place(@Nullable Path out, String folder, String stem, boolean resumable) {
        if (out != null && Files.exists(out)) {
            String other = resumable ? ", or go on with it by --resume " + out : "";
            throw UserException.usage("%s exists; choose another --out%s", out, other);
        }
        return out == null ? free(Path.of(folder), stem) : out;
    }
}
