package dev.cifarlab.spark;

import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellFolder;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cell's task as plain values that Spark can send.
 *
 * @param folder the cell's run folder on the driver's machine, absolute
 * @param sign tells whether another machine sees the driver's files
 * @param data the folder that its {@code data-dir} stands for, absolute; null where it has none
 * @param settings the settings of its training by key, as in {@code config.yaml}
 * @param lastEpoch the last epoch to train
 */
record CellOrder(String folder, SharedSign sign, @Nullable String data, Map<String, String> settings, int lastEpoch)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static CellOrder of(CellTask task, SharedSign sign, @Nullable Path data) {
        Map<String, String> settings = new LinkedHashMap<>();
        task.config().entries().forEach((key, value) -> settings.put(key, String.valueOf(value)));
        return new CellOrder(
                task.folder().run().path().toAbsolutePath().toString(),
                sign,
                data == null ? null : data.toAbsolutePath().toString(),
                settings,
                task.lastEpoch());
    }

    /** The task, to be done in a folder. */
    CellTask in(Path path) {
        TrainConfig config = ConfigFile.over(TrainConfig.defaults(), settings);
        Cell cell = new Cell(config.activation(), config.init(), config.seed());
        return new CellTask(new CellFolder(cell, new RunFolder(path)), config, lastEpoch);
    }
}
