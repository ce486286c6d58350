package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkState;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoint.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
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
    void save(Network network, Progress progress, DataCard data) {
        String label = network.spec().label();
        NetworkState.View state = network.view();
        if (progress.isBest()) {
            Checkpoint.write(bestFile(), label, progress, data, state);
        }
        Checkpoint.write(folder.resolve(name(progress)), label, progress, data, state);
        newestFirst().stream().skip(KEPT).forEach(AtomicFiles::delete);
    }

    /** Keeps a network that was trained elsewhere as the best, before any epoch. */
    public void keepForeign(Network network, DataCard data) {
        Checkpoint.write(bestFile(), network.spec().label(), Progress.START, data, network.view());
    }

    /** Goes on from what was loaded: later files, none of them whole, go away; what that moment lacks is written. */
    void restart(Network network, Progress done, DataCard data) {
        Path file = folder.resolve(name(done));
        newestFirst().stream().filter(later -> place(later) > place(file)).forEach(AtomicFiles::delete);
        if (!file.equals(loaded) || (done.isBest() && bestEpoch() != done.epoch())) {
            save(network, done, data);
        }
    }

    /** Says that nothing is left of the best epoch, where it is so. */
    void warnWithoutBest(Progress done, Consumer<String> warn) {
        if (done.bestEpoch() > 0 && !done.isBest() && bestEpoch() != done.bestEpoch()) {
            warn.accept(bestFile() + " is not that of the best epoch, " + done.bestEpoch()
                    + ", but gone, damaged or another one; until an epoch is better there are no weights to evaluate");
        }
    }

    private static String name(Progress progress) {
        return progress.batches() == 0
                ? end(progress.epoch())
                : String.format(Locale.ROOT, "epoch-%04d-batch-%06d.ckpt", progress.epoch() + 1, progress.batches());
    }

    /**
     * Puts the newest whole checkpoint into a network; damaged ones are passed over.
     *
     * @param warn is told of damaged ones
     * @return where it was; empty when there are none yet
     * @throws UserException when none is whole, or the newest whole one is of another format or network
     */
    Optional<Progress> loadNewest(Network network, Consumer<String> warn) {
        list(".*\\.ckpt\\.partial").forEach(AtomicFiles::delete); // of a process that died while it wrote
        List<Path> files = candidates();
        for (Path file : files) {
            try {
                Checkpoint checkpoint = Checkpoint.read(file);
                checkpoint.restore(network);
                loaded = file;
                return Optional.of(checkpoint.head().progress());
            } catch (DamagedException e) {
                warn.accept(e.getMessage() + "; going back to the one before it");
            }
        }
        if (!files.isEmpty()) {
            throw UserException.failed(
                    "%s: none of the checkpoints is whole; start a new training by train --config %s",
                    folder, folder.resolveSibling("config.yaml"));
        }
        return Optional.empty();
    }

    /** All files to go on from, the newest first. */
    private List<Path> candidates() {
        List<Path> files = new ArrayList<>(newestFirst());
        if (Files.exists(bestFile())) {
            long place = place(Path.of(end(bestEpoch())));
            files.add((int) files.stream().filter(file -> place(file) >= place).count(), bestFile());
        }
        return files;
    }

    /** The card of the data in the newest whole checkpoint; empty where none has one. */
    public Optional<DataCard> data() {
        for (Path file : candidates()) {
            try {
                return Checkpoint.read(file).data();
            } catch (DamagedException e) {
                // who goes on from these files names it
            }
        }
        return Optional.empty();
    }

    /**
     * That of the best epoch.
     *
     * @throws UserException when there is no whole one
     */
    public Checkpoint best() {
        if (!Files.exists(bestFile())) {
            throw UserException.failed(
                    "%s: no checkpoint here of the best epoch; train at least one epoch first", folder);
        }
        try {
            return Checkpoint.read(bestFile());
        } catch (DamagedException e) {
            throw UserException.failed(e, "%s; train that epoch again, or use another run", e.getMessage());
        }
    }

    private static String end(int epoch) {
        return String.format(Locale.ROOT, "epoch-%04d.ckpt", epoch);
    }

    private Path bestFile() {
        return folder.resolve("best.ckpt");
    }

    /** The epoch that the best checkpoint says it is of; 0 where it can't be told. */
    private int bestEpoch() {
        try {
            return Checkpoint.readProgress(bestFile()).epoch();
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

    private List<Path> list(String pattern) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).matches(pattern))
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s); was it moved?", folder, Reason.of(e));
        }
    }
}
