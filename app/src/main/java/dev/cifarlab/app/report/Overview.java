package dev.cifarlab.app.report;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunState;
import dev.cifarlab.app.runs.RunState.Phase;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a folder of runs, a search or a study holds.
 *
 * @param folder the folder
 * @param rows a row a run, the newest first, or in the order of the grid
 * @param more how many older runs are left out
 */
record Overview(Path folder, List<Row> rows, int more) {

    private static final String SEARCH = "search.yaml";
    private static final String STUDY = "study.yaml";

    /** As the cells of a search in a study in a folder. */
    private static final int DEPTH = 5;

    private static final int MOST = 400;

    /**
     * A run in a list.
     *
     * @param run its folder
     * @param config its settings
     * @param state how it stands
     * @param epochs its epochs
     * @param written when its page was last written, in milliseconds since 1970
     */
    record Row(RunFolder run, TrainConfig config, RunState state, List<EpochMetrics> epochs, long written) {

        static Row of(RunFolder run, TrainConfig config, RunState state) {
            return new Row(
                    run,
                    config,
                    state,
                    run.metrics().read(),
                    run.file("state.js").toFile().lastModified());
        }
    }

    static Overview of(Path folder) {
        if (isSearch(folder)) {
            return new Overview(folder, cells(SearchFolder.open(folder)), 0);
        }
        if (isStudy(folder)) {
            return new Overview(
                    folder,
                    Stream.of("search", "mlp")
                            .flatMap(name -> cells(SearchFolder.open(folder.resolve(name))).stream())
                            .toList(),
                    0);
        }
        List<RunFolder> runs = runs(folder);
        List<Row> rows = runs.stream()
                .limit(MOST)
                .map(run -> Row.of(run, run.config(), RunState.of(run)))
                .toList();
        return new Overview(folder, rows, runs.size() - rows.size());
    }

    private static List<Row> cells(SearchFolder search) {
        TrainConfig base = search.config().base();
        List<Row> rows = new ArrayList<>();
        for (Cell cell : search.config().grid().cells()) {
            RunFolder run = search.cell(cell).run();
            RunState state = search.cell(cell).result().map(Overview::state).orElseGet(() -> RunState.of(run));
            rows.add(Row.of(run, cell.config(base), state));
        }
        return rows;
    }

    private static RunState state(CellResult result) {
        Phase phase = switch (result.status()) {
            case FINISHED -> Phase.ENDED;
            case STOPPED -> Phase.STOPPED;
            case FAILED, ABANDONED -> Phase.FAILED;
        };
        return new RunState(phase, result.message());
    }

    private static List<RunFolder> runs(Path folder) {
        try (Stream<Path> all = Files.walk(folder, DEPTH)) {
            return all.filter(path -> Files.isRegularFile(path.resolve("config.yaml")))
                    .sorted(Comparator.comparing((Path path) ->
                                    path.resolve("config.yaml").toFile().lastModified())
                            .reversed())
                    .map(RunFolder::new)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", folder, Reason.of(e));
        }
    }

    /** Whether there may be news. */
    boolean live() {
        return (!isSearch(folder) && !isStudy(folder))
                || rows.stream().anyMatch(row -> row.state.phase() != Phase.ENDED && row.state.phase() != Phase.FAILED);
    }

    /** Runs of each state, in words. */
    String counts() {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.state.phase(), Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getValue() + " " + entry.getKey().label())
                .collect(Collectors.joining(", "));
    }

    double share() {
        double all = rows.stream().mapToInt(row -> row.config.epochs()).sum();
        return rows.stream()
                        .mapToDouble(row -> row.state.phase() == Phase.ENDED ? row.config.epochs() : row.epochs.size())
                        .sum()
                / Math.max(1, all);
    }

    static boolean isSearch(Path folder) {
        return Files.isRegularFile(folder.resolve(SEARCH));
    }

    static boolean isStudy(Path folder) {
        return Files.isRegularFile(folder.resolve(STUDY));
    }

    /** The command that goes on with a run, or with the search or study that it is a part of. */
    static String resume(RunFolder run) {
        Path cells = run.path().getParent();
        Path search = cells == null ? null : cells.getParent();
        return search != null && isSearch(search) ? resume(search) : "./cifar-lab train --resume " + run.path();
    }

    /** The command that goes on with a search or a study. */
    static String resume(Path folder) {
        Path above = folder.getParent();
        if (isStudy(folder)) {
            return "./cifar-lab study --resume " + folder;
        }
        return above != null && isStudy(above) ? resume(above) : "./cifar-lab search --resume " + folder;
    }
}
