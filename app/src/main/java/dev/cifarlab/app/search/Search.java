package dev.cifarlab.app.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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

    /** Trains what is left to train; the results of all cells, in the order of the grid. */
    public List<CellResult> run() {
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
        engine.run(tasks, new SearchEngine.Observer() {
            @Override
            public void started(CellTask task) {
                listener.cellStarted(task.cell(), task.lastEpoch());
            }

            @Override
            public void ended(CellTask task) {
                listener.cellTrained(task.cell(), epochsLeft(going, rungs));
                task.folder().result().ifPresent(Search.this::tell);
            }

            @Override
            public void progressed(CellProgress progress) {
                listener.cellProgressed(progress);
            }

            @Override
            public void warned(String sentence) {
                listener.warned(sentence);
            }

            @Override
            public boolean wantsStop() {
                return listener.wantsStop();
            }
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
        listener.cellEnded(result);
    }

    private List<Cell> betterHalf(List<Cell> going, int epoch) {
        Map<Combination, Double> accuracies = accuracies(going, epoch);
        List<Combination> survivors = Halving.survivors(accuracies);
        for (Cell cell : going) {
            CellFolder place = folder.cell(cell);
            if (!survivors.contains(cell.combination()) && place.result().isEmpty()) {
                tell(place.settle(
                        CellStatus.STOPPED,
                        "not among the best " + survivors.size() + " of " + accuracies.size() + " after epoch "
                                + epoch));
            }
        }
        return going.stream()
                .filter(cell -> survivors.contains(cell.combination()))
                .toList();
    }

    /** Mean over seeds; by the first epochs alone, so that a search that is run again decides the same. */
    private Map<Combination, Double> accuracies(List<Cell> going, int epoch) {
        Map<Combination, List<Double>> all = new LinkedHashMap<>();
        for (Cell cell : going) {
            OptionalDouble accuracy = folder.cell(cell).accuracyAfter(epoch);
            accuracy.ifPresent(value -> all.computeIfAbsent(cell.combination(), key -> new ArrayList<>())
                    .add(value));
        }
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
