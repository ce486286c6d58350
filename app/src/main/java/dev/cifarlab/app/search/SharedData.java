package dev.cifarlab.app.search;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Images for one cell after another: loaded anew only for a cell that needs other ones than the cell before. */
public final class SharedData {

    private final DownloadProgress progress;
    private @Nullable Path folder;
    private @Nullable TrainConfig loaded;
    private @Nullable DataSets data;

    /** Nothing loaded yet. */
    public SharedData(DownloadProgress progress) {
        this(progress, null);
    }

    /** Nothing loaded yet; the cells' {@code data-dir} stands for a folder. */
    public SharedData(DownloadProgress progress, @Nullable Path folder) {
        this.progress = progress;
        this.folder = folder;
    }

    /**
     * From now on serves a search's cells, whose {@code data-dir} is found as {@link Starts#findData} finds a run's;
     * keeps this start in the search's own folder.
     *
     * @param warn is told where it is not as given
     * @throws dev.cifarlab.app.settings.UserException when another search runs in the folder
     */
    public synchronized void serve(SearchFolder search, Consumer<String> warn) {
        TrainConfig base = search.config().base();
        RunFolder own = new RunFolder(search.path());
        Starts starts = Starts.of(own);
        folder = starts.findData(base, warn).dataDir();
        try (RunLock lock = RunLock.of(own)) { // nothing is written beside a search that runs
            starts.add(0, base, folder);
        }
    }

    /** The images that a training with these settings would load by itself. */
    public synchronized DataSets of(TrainConfig config) {
        TrainConfig wanted = whatMatters(config);
        DataSets present = data;
        if (present != null && wanted.equals(loaded)) {
            return present;
        }
        data = null; // room for the next
        Path found = folder(config);
        DataSets fresh = DataSets.load(found == null ? config : config.with(Setting.DATA_DIR, found), progress);
        data = fresh;
        loaded = wanted;
        return fresh;
    }

    /** The folder that a training's {@code data-dir} stands for, where it has one. */
    public synchronized @Nullable Path folder(TrainConfig config) {
        return config.dataDir() == null || folder == null ? config.dataDir() : folder;
    }

    /** Equal for cells of one search whose images are the same. */
    private static TrainConfig whatMatters(TrainConfig config) {
        TrainConfig plain = TrainConfig.defaults();
        long seed = DataSets.dependOnSeed(config) ? config.seed() : plain.seed();
        return new Cell(plain.activation(), plain.init(), seed).config(config);
    }
}
