package dev.cifarlab.app.search;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A search from its settings to its table. It can be ended at any moment and run again: what is decided depends on what
 * is on disk alone, cells that have ended are left alone, others go on from their checkpoints.
 */
public final class Search {

    private final SearchFolder folder;
    private final SearchConfig config;
    private final SearchEngine engine;
    private final SearchListener listener;

    /** A search in a folder, which may hold a part of it already. */
    public Search(SearchFolder folder, SearchEngine engine, SearchListener listener) {
        this.folder = folder;
        this.config = folder.config();
        this.engine = engine;
        this.listener = listener;
    }

    /**
     * Trains what is left to train; the results of all cells, in the order of the grid.
     *
     * @throws dev.cifarlab.app.settings.UserException when another search runs in the folder
     */
    public List<CellResult> run() {
        try (RunLock lock = RunLock.of(new RunFolder(folder.path()))) {
            return runAlone();
        }
    }

    private List<CellResult> runAlone() {
        int epochs = config.base().epochs();
        List<Integer> rungs = config.halving() ? Halving.rungs(epochs) : List.of(epochs);
        List<Cell> going = config.grid().cells();
        going.forEach(cell -> folder.cell(cell).reopen());
        folder.table().write(folder.results());
        listener.searchStarted(epochsLeft(going, rungs));
        for (int rung = 0; rung < rungs.size(); rung++) {
            train(going, rungs.subList(rung, rungs.size()));
            if (rung < rungs.size() - 1) {
                going = betterHalf(going, rungs.get(rung));
            }
        }
        return folder.results();
    }

    private void train(List<Cell> going, List<Integer> rungs) {
        int lastEpoch = rungs.get(0);
        List<CellTask> tasks = going.stream()
                .filter(cell -> mustTrain(cell, lastEpoch))
                .map(cell -> new CellTask(folder.cell(cell), cell.config(config.base()), lastEpoch))
                .toList();
        engine.run(tasks, listener, task -> {
            listener.cellTrained(task.cell(), epochsLeft(going, rungs));
            task.folder().result().ifPresent(this::tell);
        });
    }

    /** The last epoch counts only with the result that is written after it; epochs before, by their metrics. */
    private boolean mustTrain(Cell cell, int lastEpoch) {
        CellFolder place = folder.cell(cell);
        boolean there = lastEpoch < config.base().epochs() && place.epochs() >= lastEpoch;
        return place.result().isEmpty() && !there;
    }

    private void tell(CellResult result) {
        folder.table().write(folder.results());
        if (result.status() != CellStatus.FINISHED) {
            String line = result.cell().name() + " " + result.status().label() + ": " + result.message();
            boolean wanted = result.status() == CellStatus.STOPPED;
            folder.cell(result.cell()).run().log(wanted ? line : "warning: " + line);
        }
        listener.cellEnded(result);
    }

    /**
     * What was decided stays decided, also when a cell that was abandoned then has scores now: who was stopped stays
     * out, and who has gone on stays in.
     */
    private List<Cell> betterHalf(List<Cell> going, int epoch) {
        Map<Combination, Double> accuracies = accuracies(going, epoch);
        String why = "not among the best " + Halving.survivors(accuracies.size()) + " of " + accuracies.size()
                + " after epoch " + epoch;
        Set<Combination> survivors = new HashSet<>(Halving.survivors(accuracies));
        survivors.addAll(combinations(going, place -> place.epochs() > epoch));
        survivors.removeAll(combinations(going, place -> place.wasStopped(epoch)));
        for (Cell cell : going) {
            CellFolder place = folder.cell(cell);
            if (!survivors.contains(cell.combination()) && place.result().isEmpty()) {
                tell(place.settle(CellStatus.STOPPED, why));
            }
        }
        return going.stream()
                .filter(cell -> survivors.contains(cell.combination()))
                .toList();
    }

    private Set<Combination> combinations(List<Cell> going, Predicate<CellFolder> wanted) {
        return going.stream()
                .filter(cell -> wanted.test(folder.cell(cell)))
                .map(Cell::combination)
                .collect(Collectors.toSet());
    }

    /**
     * Mean over seeds, by the first epochs alone, so that a search that is run again decides the same. As in the
     * {@link Ranking}, a seed that diverged counts as 0, one that was abandoned not at all.
     */
    private Map<Combination, Double> accuracies(List<Cell> going, int epoch) {
        Map<Combination, List<Double>> all = new LinkedHashMap<>();
        for (Cell cell : going) {
            OptionalDouble accuracy = folder.cell(cell).accuracyAfter(epoch);
            if (accuracy.isPresent() || folder.cell(cell).diverged()) {
                all.computeIfAbsent(cell.combination(), key -> new ArrayList<>())
                        .add(accuracy.orElse(0));
            }
        }
        all.keySet().retainAll(combinations(going, place -> place.epochs() >= epoch));
        Map<Combination, Double> means = new LinkedHashMap<>();
        all.forEach((combination, values) -> means.put(
                combination,
                values.stream().mapToDouble(Double::doubleValue).average().orElseThrow()));
        return means;
    }

    private int epochsLeft(List<Cell> going, List<Integer> rungs) {
        List<Cell> open = going.stream()
                .filter(cell -> folder.cell(cell).result().isEmpty())
                .toList();
        int left = open.stream()
                .mapToInt(cell -> Math.max(0, rungs.get(0) - folder.cell(cell).epochs()))
                .sum();
        int combinations = (int) open.stream().map(Cell::combination).distinct().count();
        for (int rung = 1; rung < rungs.size(); rung++) {
            combinations = Halving.survivors(combinations);
            int cells = combinations * config.grid().seeds().size();
            left += cells * (rungs.get(rung) - rungs.get(rung - 1));
        }
        return left;
    }
}
