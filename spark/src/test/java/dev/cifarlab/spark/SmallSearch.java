package dev.cifarlab.spark;

import dev.cifarlab.app.search.CellProgress;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.Search;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SearchListener;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A search of four cells that take a second, on Spark within this process; what its listener was told. */
final class SmallSearch implements SearchListener {

    final List<String> warnings = new ArrayList<>();
    final List<CellProgress> progress = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    private final SearchFolder folder;

    SmallSearch(Path path) {
        this(SearchFolder.create(path, config(2)));
    }

    SmallSearch(SearchFolder folder) {
        this.folder = folder;
    }

    static SearchConfig config(int epochs) {
        TrainConfig base = TrainConfig.defaults()
                .with(Setting.MODEL, ModelKind.MLP)
                .with(Setting.DATA, DataSource.SYNTHETIC)
                .with(Setting.TRAIN_LIMIT, 60)
                .with(Setting.TEST_LIMIT, 30)
                .with(Setting.BATCH_SIZE, 20)
                .with(Setting.OPTIMIZER, Optimizer.SGD)
                .with(Setting.LEARNING_RATE, 0.01)
                .with(Setting.EPOCHS, epochs);
        Grid grid = new Grid(Grid.activations("relu,tanh"), Grid.inits("he-normal"), List.of(3L, 4L));
        return new SearchConfig(base, grid, false);
    }

    SearchFolder folder() {
        return folder;
    }

    List<CellResult> onSpark(String... settings) {
        Map<String, String> others = settings.length == 0 ? Map.of() : Map.of(settings[0], settings[1]);
        SearchEngine.Settings wanted = new SearchEngine.Settings("local[2]", 1, false, others);
        try (SearchEngine engine = new SparkProvider().open(folder, wanted)) {
            return run(engine);
        }
    }

    List<CellResult> run(SearchEngine engine) {
        return new Search(folder, engine, this).run();
    }

    @Override
    public void cellStarted(dev.cifarlab.app.search.Cell cell, int lastEpoch) {
        started.add(cell.name());
    }

    @Override
    public void cellProgressed(CellProgress cell) {
        progress.add(cell);
    }

    @Override
    public void warned(String sentence) {
        warnings.add(sentence);
    }
}
