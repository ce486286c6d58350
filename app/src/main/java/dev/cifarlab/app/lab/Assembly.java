package dev.cifarlab.app.lab;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellFolder;
import dev.cifarlab.app.search.CellStatus;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes a study of finished runs from anywhere, as if they had been trained in it. */
public final class Assembly {

    /** What may differ: the cell, and where and how fast it was computed. */
    private static final Set<Setting<?>> FREE = Set.of(
            Setting.MODEL,
            Setting.STEM,
            Setting.ACTIVATION,
            Setting.INIT,
            Setting.SEED,
            Setting.DATA_DIR,
            Setting.DOWNLOAD,
            Setting.CONVOLUTION,
            Setting.PRECISION,
            Setting.EARLY_STOPPING,
            Setting.MAX_TIME,
            Setting.CHECKPOINT_EVERY,
            Setting.LOG_JSON,
            Setting.TENSORBOARD);

    /** What has a meaning for pictures of one's own alone. */
    private static final Set<Setting<?>> OF_PICTURES = Set.of(Setting.FIT, Setting.BACKGROUND, Setting.BAD);

    /** Checkpoints are left where they are. */
    private static final List<String> COPIED = List.of(
            "config.yaml",
            "metrics.csv",
            "scores.json",
            "environment.json",
            "data.json",
            "log.txt",
            "curves.png",
            "curves.svg",
            "filters.png",
            "mistakes.png",
            "figures");

    private Assembly() {}

    /**
     * Makes the study's folder, with copies of the runs in it.
     *
     * @param places run folders, or folders of run folders
     * @param warn is told of runs that are not finished, which are left out
     * @throws UserException when they do not belong together
     */
    public static StudyFolder of(Path out, List<Path> places, Consumer<String> warn) {
        List<RunFolder> runs = places.stream()
                .flatMap(Assembly::runs)
                .filter(run -> isFinished(run, warn))
                .toList();
        requireEachOnce(runs);
        List<RunFolder> mlps = ofModel(runs, true).stream()
                .filter(run -> isCompared(run, warn))
                .toList();
        List<RunFolder> networks = ofModel(runs, false);
        if (networks.isEmpty()) {
            throw UserException.usage("--runs: no finished run of a convolutional network is among them");
        }
        runs.forEach(run -> requireAlike(networks.get(0), run));
        networks.stream()
                .filter(run -> !network(run).equals(network(networks.get(0))))
                .findFirst()
                .ifPresent(other -> {
                    throw UserException.usage(
                            "%s: is another network than %s; give runs of one, and of the mlp",
                            other.path(), networks.get(0).path());
                });
        Map<Setting<?>, Object> base =
                new LinkedHashMap<>(networks.get(0).config().values());
        base.remove(Setting.DATA_DIR);
        Grid grid = new Grid(List.of(Activation.values()), inits(networks), seeds(networks));
        SearchConfig config = new SearchConfig(new TrainConfig(base), grid, false);
        StudyFolder study = StudyFolder.create(out, "runs", config, mlps.isEmpty() ? grid.seeds() : seeds(mlps));
        fill(study.search(), networks);
        fill(study.mlp(), mlps);
        return study;
    }

    private static Stream<RunFolder> runs(Path place) {
        if (!Files.isDirectory(place) || Files.isRegularFile(place.resolve("config.yaml"))) {
            return Stream.of(RunFolder.open(place));
        }
        try (Stream<Path> within = Files.list(place)) {
            return within.filter(path -> Files.isRegularFile(path.resolve("config.yaml"))).sorted().toList().stream()
                    .map(RunFolder::open);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", place, Reason.of(e));
        }
    }

    private static boolean isFinished(RunFolder run, Consumer<String> warn) {
        boolean over = RunScores.isOver(run);
        if (!over) {
            int done = run.metrics().read().size();
            warn.accept(run.path() + ": " + done + " of " + run.config().epochs() + " epochs are done; left out");
        }
        return over;
    }

    private static List<RunFolder> ofModel(List<RunFolder> runs, boolean mlp) {
        return runs.stream()
                .filter(run -> (run.config().model() == ModelKind.MLP) == mlp)
                .toList();
    }

    private static String network(RunFolder run) {
        TrainConfig config = run.config();
        return config.model().label() + " " + config.stem().of(config.model(), config.imageSize());
    }

    private static List<Long> seeds(List<RunFolder> runs) {
        return runs.stream().map(run -> run.config().seed()).distinct().sorted().toList();
    }

    /** The assignment's, and what the runs have beside them. */
    private static List<Initialization> inits(List<RunFolder> runs) {
        return Stream.concat(
                        Initialization.COMPARED.stream(),
                        runs.stream().map(run -> run.config().init()))
                .distinct()
                .toList();
    }

    private static Cell cell(RunFolder run) {
        TrainConfig config = run.config();
        return new Cell(config.activation(), config.init(), config.seed());
    }

    private static void requireEachOnce(List<RunFolder> runs) {
        Set<String> seen = new HashSet<>();
        for (RunFolder run : runs) {
            if (!seen.add(run.config().model().label() + " " + cell(run).name())) {
                throw UserException.usage(
                        "%s: another run of %s is among them; give one",
                        run.path(), cell(run).name());
            }
        }
    }

    /** The networks are compared by the assignment's combination. */
    private static boolean isCompared(RunFolder mlp, Consumer<String> warn) {
        boolean compared =
                cell(mlp).activation() == Activation.RELU && cell(mlp).init() == Initialization.GLOROT_NORMAL;
        if (!compared) {
            warn.accept(mlp.path() + ": the mlp is compared with relu and glorot-normal; left out");
        }
        return compared;
    }

    private static void requireAlike(RunFolder first, RunFolder run) {
        Map<String, Object> wanted = first.config().entries();
        Map<String, Object> own = run.config().entries();
        boolean ofPictures = run.config().data() == DataSource.FOLDER;
        for (Setting<?> setting : Setting.all()) {
            Object a = wanted.get(setting.key());
            Object b = own.get(setting.key());
            boolean matters = !FREE.contains(setting) && (ofPictures || !OF_PICTURES.contains(setting));
            if (matters && !Objects.equals(a, b)) {
                throw UserException.usage(
                        "%s: %s is %s, but %s in %s; runs of a study differ in network, activation, init and seed",
                        run.path(), setting.key(), b, a, first.path());
            }
        }
    }

    private static void fill(SearchFolder search, List<RunFolder> runs) {
        for (RunFolder run : runs) {
            CellFolder place = search.cell(cell(run));
            place.make();
            COPIED.forEach(name -> copy(run.file(name), place.run().file(name)));
            place.settle(CellStatus.FINISHED, "");
        }
        search.table().write(search.results());
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.isDirectory(from)) {
                Files.createDirectories(to);
                try (Stream<Path> within = Files.list(from)) {
                    within.toList().forEach(file -> copy(file, to.resolve(file.getFileName())));
                }
            } else if (Files.exists(from)) {
                Files.copy(from, to);
            }
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be copied (%s)", from, Reason.of(e));
        }
    }
}
