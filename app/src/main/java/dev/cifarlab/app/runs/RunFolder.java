package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The folder of one training, and the names of what it holds.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {

    /**
     * Makes a new run folder with its {@code config.yaml}.
     *
     * @throws UserException when there is something at {@code path} already, or it cannot be made
     */
    public static RunFolder create(Path path, TrainConfig config) {
        NewFolder.make(path, made -> new RunFolder(made).writeConfig(config), "checkpoints");
        return new RunFolder(path);
    }

    /**
     * Opens the folder of an earlier training.
     *
     * @throws UserException when it is not a run folder
     */
    public static RunFolder open(Path path) {
        if (!Files.isRegularFile(path.resolve("config.yaml"))) {
            throw UserException.usage(
                    "%s: not a run folder (no config.yaml in it); give the folder of a training", path);
        }
        return new RunFolder(path);
    }

    /** The settings it was trained with. */
    public TrainConfig config() {
        return ConfigFile.recorded(path.resolve("config.yaml"));
    }

    /** Replaces the settings. */
    public void writeConfig(TrainConfig config) {
        AtomicFiles.write(path.resolve("config.yaml"), ConfigFile.write(config));
    }

    /** One row an epoch. */
    public MetricsFile metrics() {
        return new MetricsFile(path.resolve("metrics.csv"));
    }

    /** Where checkpoints are kept. */
    public Path checkpoints() {
        return path.resolve("checkpoints");
    }

    /** A file of the folder. */
    public Path file(String name) {
        return path.resolve(name);
    }

    /** Keeps a line with its time in {@code log.txt}. */
    public void log(String line) {
        Path log = path.resolve("log.txt");
        String text = LocalDateTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + line + System.lineSeparator();
        try {
            Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw UserException.failed(
                    e,
                    "%s: cannot be written (%s); was the folder moved, or is the disk full? go on with train --resume",
                    log,
                    Reason.of(e));
        }
    }

    /** The folder's own name. */
    public String name() {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? path.toString() : last.toString();
    }
}
