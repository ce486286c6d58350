package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of a run: the last two, and that of the best epoch. {@code epoch-0003.ckpt} is written after epoch 3,
 * {@code epoch-0004-batch-000120.ckpt} within epoch 4.
 */
public final class Checkpoints {

    private static final int KEPT = 2;

    private final Path folder;
    private @Nullable Path loaded;

    /** The checkpoints in a folder. */
    public Checkpoints(Path folder) {
        this.folder = folder;
    }

    /** The best goes first: should the process die between the two, the epoch is done once more, and so is the best. */
    void save(Network network, Progress progress) {
        Checkpoint checkpoint = new Checkpoint(network.spec().label(), progress, network.state());
        if (progress.isBest()) {
            checkpoint.write(best());
        }
        checkpoint.write(folder.resolve(name(progress)));
        newestFirst().stream().skip(KEPT).forEach(AtomicFiles::delete);
    }

    /** Goes on from what was loaded: later files, none of them whole, go away; what that moment lacks is written. */
    void restart(Network network, Progress done) {
        Path file = folder.resolve(name(done));
        newestFirst().stream().filter(later -> place(later) > place(file)).forEach(AtomicFiles::delete);
        if (!file.equals(loaded) || (done.isBest() && bestEpoch() != done.epoch())) {
            save(network, done);
        }
    }

    /** Says that nothing is left of the best epoch, where it is so. */
    void warnWithoutBest(Progress done, TrainingListener listener) {
        if (done.bestEpoch() > 0 && !done.isBest() && bestEpoch() != done.bestEpoch()) {
            listener.warned(best() + " is not that of the best epoch, " + done.bestEpoch()
                    + ", but gone, damaged or another one; until an epoch is better there are no weights to evaluate");
        }
    }

    private static String name(Progress progress) {
        int batches = progress.partial().batches();
        return batches == 0
                ? end(progress.epoch())
                : String.format(Locale.ROOT, "epoch-%04d-batch-%06d.ckpt", progress.epoch() + 1, batches);
    }

    /**
     * Puts the newest whole checkpoint into a network; damaged ones are named to the listener and passed over.
     *
     * @return where it was; empty when there are none yet
     * @throws UserException when none is whole, or the newest whole one is of another format or network
     */
    Optional<Progress> loadNewest(Network network, TrainingListener listener) {
        deleteLeftovers();
        List<Path> files = new ArrayList<>(newestFirst());
        if (Files.exists(best())) {
            long place = place(Path.of(end(bestEpoch())));
            files.add((int) files.stream().filter(file -> place(file) >= place).count(), best());
        }
        for (Path file : files) {
            try {
                Progress progress = load(file, network);
                loaded = file;
                return Optional.of(progress);
            } catch (DamagedException e) {
                listener.warned(e.getMessage() + "; going back to the one before it");
            }
        }
        if (!files.isEmpty()) {
            throw UserException.failed(
                    "%s: none of the checkpoints is whole; start a new training by train --config %s",
                    folder, folder.resolveSibling("config.yaml"));
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
            throw UserException.failed(
                    "%s: no checkpoint here of the best epoch; train at least one epoch first", folder);
        }
        try {
            return load(best(), network).epoch();
        } catch (DamagedException e) {
            throw UserException.failed(e, "%s; train that epoch again, or use another run", e.getMessage());
        }
    }

    private static Progress load(Path file, Network network) throws DamagedException {
        Checkpoint checkpoint = Checkpoint.read(file);
        String wanted = network.spec().label();
        if (!checkpoint.network().equals(wanted)) {
            throw UserException.failed(
                    "%s: belongs to another network: it holds %s, config.yaml and the data ask for %s",
                    file, checkpoint.network(), wanted);
        }
        if (!network.restore(checkpoint.state())) {
            throw UserException.failed("%s: belongs to another network; its size does not fit config.yaml", file);
        }
        return checkpoint.progress();
    }

    private static String end(int epoch) {
        return String.format(Locale.ROOT, "epoch-%04d.ckpt", epoch);
    }

    private Path best() {
        return folder.resolve("best.ckpt");
    }

    /** The epoch that the best checkpoint says it is of; 0 where it can't be told. */
    private int bestEpoch() {
        try {
            return Checkpoint.readProgress(best()).epoch();
        } catch (DamagedException e) {
            return 0;
        }
    }

    private List<Path> newestFirst() {
        return list("epoch-\\d{1,9}(-batch-\\d{1,9})?\\.ckpt").stream()
                .sorted(Comparator.comparing(Checkpoints::place).reversed())
                .toList();
    }

    /** Epoch and batch as one number; the end of an epoch comes after all its batches. */
    private static long place(Path file) {
        Matcher numbers = Pattern.compile("\\d+").matcher(String.valueOf(file.getFileName()));
        long epoch = numbers.find() ? Long.parseLong(numbers.group()) : 0;
        long batch = numbers.find() ? Long.parseLong(numbers.group()) : (1L << 32) - 1;
        return (epoch << 32) + batch;
    }

    /** What a process left that died while it wrote. */
    private void deleteLeftovers() {
        list(".*\\.ckpt\\.partial").forEach(AtomicFiles::delete);
    }

    private List<Path> list(String pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(pattern))
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s); was it moved?", folder, Reason.of(e));
        }
    }
}
