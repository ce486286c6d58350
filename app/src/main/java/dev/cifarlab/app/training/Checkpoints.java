package dev.cifarlab.app.training;

import dev.cifarlab.app.config.UserException;
import dev.cifarlab.app.model.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checkpoints of a run: the last two epochs and the best. */
public final class Checkpoints {

    private static final int KEPT = 2;

    private final Path folder;

    /** The checkpoints in a folder. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    void save(Network network, Progress progress) {
        Checkpoint checkpoint = new Checkpoint(progress, network.state());
        checkpoint.write(folder.resolve(String.format("epoch-%04d.ckpt", progress.epoch())));
        if (progress.isBest()) {
            checkpoint.write(best());
        }
        newestFirst().stream().skip(KEPT).forEach(Checkpoints::delete);
    }

    /** Puts the newest whole checkpoint into a network; damaged ones are named to the listener and passed over. */
    Optional<Progress> loadNewest(Network network, TrainingListener listener) {
        for (Path file : newestFirst()) {
            try {
                return Optional.of(load(file, network));
            } catch (UserException e) {
                listener.warned(e.getMessage() + "; going back to the one before it");
            }
        }
        return Optional.empty();
    }

    /**
     * Puts the best epoch's weights into a network.
     *
     * @return the epoch they are from
     * @throws UserException when there is no whole checkpoint of it
     */
    public int loadBest(Network network) {
        if (!Files.exists(best())) {
            throw UserException.failed("%s: no checkpoint here; train at least one epoch first", folder);
        }
        return load(best(), network).epoch();
    }

    private static Progress load(Path file, Network network) {
        Checkpoint checkpoint = Checkpoint.read(file);
        if (!network.restore(checkpoint.state())) {
            throw UserException.failed("%s: belongs to another network; its size does not fit config.yaml", file);
        }
        return checkpoint.progress();
    }

    private Path best() {
        return folder.resolve("best.ckpt");
    }

    private List<Path> newestFirst() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches("epoch-\\d+\\.ckpt"))
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s); was it moved?", folder, e.getMessage());
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be deleted (%s)", file, e.getMessage());
        }
    }
}
