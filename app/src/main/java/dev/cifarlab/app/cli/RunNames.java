package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    /** Refuses a folder that is there already. */
    static void requireNew(Path folder) {
        if (Files.exists(folder)) {
            throw UserException.usage("%s exists; choose another --out", folder);
        }
    }
}
