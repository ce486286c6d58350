package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.TrainConfig;
import java.nio.file.Files;
import java.nio.file.Path;

/** Names for run folders that users did not name. */
final class RunNames {

    private RunNames() {}

    /** {@code MODEL-DATA-SEED} in a folder, with the first free number behind it where that exists already. */
    static Path free(Path folder, TrainConfig config) {
        String stem = config.model().label() + "-" + config.data().label() + "-" + config.seed();
        Path path = folder.resolve(stem);
        for (int number = 2; Files.exists(path); number++) {
            path = folder.resolve(stem + "-" + number);
        }
        return path;
    }
}
