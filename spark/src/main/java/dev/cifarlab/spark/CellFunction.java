package dev.cifarlab.spark;

import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.settings.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/** What runs on the cluster's machines: trains one cell, in the search's own folder where the machine sees it. */
final class CellFunction implements Function<CellOrder, Parcel> {

    private static final long serialVersionUID = 1L;

    /** Images stay loaded from one cell of a process to the next. */
    private static final Map<String, SharedData> DATA = new ConcurrentHashMap<>();

    static {
        OpenMp.letThreadsGiveWay(); // before the first cell loads ND4J
    }

    private final ProgressAccumulator progress;

    CellFunction(ProgressAccumulator progress) {
        this.progress = progress;
    }

    @Override
    public Parcel call(CellOrder order) throws IOException {
        if (order.sign().isSeen()) {
            train(order, Path.of(order.folder()));
            return Parcel.EMPTY;
        }
        Path scratch = Files.createTempDirectory(Path.of("").toAbsolutePath(), "cell-");
        try {
            Path folder = scratch.resolve(Path.of(order.folder()).getFileName());
            train(order, folder);
            return Parcel.pack(folder);
        } finally {
            Parcel.delete(scratch);
        }
    }

    private void train(CellOrder order, Path folder) {
        CellTask task = order.in(folder);
        String from = order.data();
        Path place = from == null ? null : Path.of(from);
        SharedData data =
                DATA.computeIfAbsent(String.valueOf(from), key -> new SharedData((bytes, total) -> {}, place));
        TaskContext context = TaskContext.get();
        Variables.check(System.getenv()); // those of this machine
        new Claim(task, context::isInterrupted)
                .run(Training::resumeUntil, data, new TaskWatcher(task, progress, context::isInterrupted));
    }
}
