package dev.cifarlab.app.search;

import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Images for one cell after another: loaded anew only for a cell that needs other ones than the cell before. */
public final class SharedData {

    private final DownloadProgress progress;
    private final Path base;
    private @Nullable TrainConfig loaded;
    private @Nullable DataSets data;

    /** Nothing loaded yet. */
    public SharedData(DownloadProgress progress) {
        this(progress, Path.of(""));
    }

    /** Nothing loaded yet; a relative {@code data-dir} is meant from {@code base}. */
    public SharedData(DownloadProgress progress, Path base) {
        this.progress = progress;
        this.base = base;
    }

    /** The images that a training with these settings would load by itself. */
    public synchronized DataSets of(TrainConfig config) {
        TrainConfig wanted = whatMatters(config);
        DataSets present = data;
        if (present != null && wanted.equals(loaded)) {
            return present;
        }
        data = null; // room for the next
        DataSets fresh = DataSets.load(fromBase(config), progress);
        data = fresh;
        loaded = wanted;
        return fresh;
    }

    /** The folder that a training's {@code data-dir} stands for, where it has one. */
    public @Nullable Path folder(TrainConfig config) {
        return config.dataDir() == null ? null : base.resolve(config.dataDir());
    }

    private TrainConfig fromBase(TrainConfig config) {
        Path folder = folder(config);
        return folder == null ? config : config.with(Setting.DATA_DIR, folder);
    }

    /** Equal for cells of one search whose images are the same. */
    private static TrainConfig whatMatters(TrainConfig config) {
        TrainConfig plain = TrainConfig.defaults();
        long seed = DataSets.dependOnSeed(config) ? config.seed() : plain.seed();
        return new Cell(plain.activation(), plain.init(), seed).config(config);
    }
}
