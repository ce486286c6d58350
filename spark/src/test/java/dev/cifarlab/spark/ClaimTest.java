package dev.cifarlab.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellTask;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.training.StoppedException;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two attempts at one cell at the same time, as a speculative or a retried task makes them. */
class ClaimTest {

    private static final SharedData DATA = new SharedData((bytes, total) -> {});

    @TempDir
    private Path temporary;

    private final List<String> trainings = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    private CellTask task() {
        SearchConfig config = SmallSearch.config(1);
        Path path = temporary.resolve("search");
        SearchFolder folder = path.toFile().exists() ? SearchFolder.open(path) : SearchFolder.create(path, config);
        Cell cell = config.grid().cells().get(0);
        return new CellTask(folder.cell(cell), cell.config(config.base()), 1);
    }

    private CellTask.Trainer trainer(String attempt) {
        return (folder, data, lastEpoch, listener) -> {
            trainings.add(attempt);
            begun.countDown();
            await(mayEnd);
            folder.metrics().append(new EpochMetrics(1, 1, 0.5, 1, 0.5, 0.1, 2, 30));
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSecondAttemptWaitsAndThenFindsTheCellFinished() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<?> first = threads.submit(() -> run("first", false));
            await(begun);
            Future<?> second = threads.submit(() -> run("second", false));
            Thread.sleep(1200);
            assertThat(second.isDone()).isFalse();
            mayEnd.countDown();
            first.get();
            second.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(trainings).containsExactly("first");
        assertThat(task().folder().result()).isPresent();
    }

    @Test
    void anAttemptThatIsKilledWhileItWaitsEnds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            Future<?> first = threads.submit(() -> run("first", false));
            await(begun);
            assertThatThrownBy(() -> run("second", true)).isInstanceOf(StoppedException.class);
            mayEnd.countDown();
            first.get();
        } finally {
            threads.shutdownNow();
        }
        assertThat(trainings).containsExactly("first");
    }

    private void run(String attempt, boolean killed) {
        new Claim(task(), () -> killed).run(trainer(attempt), DATA, new TrainingListener() {});
    }
}
