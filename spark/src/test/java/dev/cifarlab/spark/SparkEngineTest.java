package dev.cifarlab.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.CellStatus;
import dev.cifarlab.app.search.LocalEngine;
import dev.cifarlab.app.search.SearchEngine;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark within this process: the same tasks as on a cluster, which benchmarks/spark-cluster-test starts. */
class SparkEngineTest {

    @TempDir
    private Path temporary;

    private static void trainLocally(SmallSearch search) {
        search.run(new LocalEngine(new SharedData((bytes, total) -> {}), Training::resumeUntil));
    }

    private static List<String> rowsWithoutTimes(SearchFolder folder) throws IOException {
        return Files.readAllLines(folder.table().file()).stream()
                .map(row -> row.replaceFirst(",[^,]*,([^,]*)$", ",$1"))
                .toList();
    }

    private static Path checkpoint(SearchFolder folder, Cell cell, String name) {
        return folder.cell(cell).run().checkpoints().resolve(name);
    }

    private static List<Cell> cells(SmallSearch search) {
        return search.folder().config().grid().cells();
    }

    @Test
    void isFoundByTheApp() {
        assertThat(ServiceLoader.load(SearchEngine.Provider.class))
                .extracting(SearchEngine.Provider::name)
                .containsExactly("spark");
    }

    @Test
    void givesTheLocalEnginesRowsAndWeightsAndTellsHowFarItIs() throws IOException {
        SmallSearch local = new SmallSearch(temporary.resolve("local"));
        trainLocally(local);
        SmallSearch spark = new SmallSearch(temporary.resolve("spark"));
        spark.onSpark("spark.executor.heartbeatInterval", "100ms");
        assertThat(rowsWithoutTimes(spark.folder())).hasSize(5).isEqualTo(rowsWithoutTimes(local.folder()));
        for (Cell cell : cells(local)) {
            for (String name : List.of("best.ckpt", "epoch-0002.ckpt")) {
                assertThat(Files.mismatch(
                                checkpoint(spark.folder(), cell, name), checkpoint(local.folder(), cell, name)))
                        .as("first byte of %s that differs", name)
                        .isEqualTo(-1);
            }
        }
        assertThat(spark.started)
                .containsExactlyInAnyOrderElementsOf(
                        cells(local).stream().map(Cell::name).toList());
        assertThat(spark.progress).isNotEmpty().allSatisfy(told -> {
            assertThat(told.epochs()).isEqualTo(2);
            assertThat(told.batches()).isEqualTo(3);
            assertThat(told.batch()).isBetween(1, 3);
        });
        assertThat(spark.warnings).isEmpty();
        try (var files = Files.list(spark.folder().path())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("cells", "search.csv", "search.yaml", ".lock", "index.html", "state.js");
        }
    }

    @Test
    void machinesThatDoNotSeeTheFolderSendRunFoldersBack() throws IOException {
        SmallSearch local = new SmallSearch(temporary.resolve("local"));
        trainLocally(local);
        SmallSearch spark = new SmallSearch(temporary.resolve("spark"));
        SearchEngine.Settings settings = new SearchEngine.Settings("local[2]", 1, false, Map.of());
        SharedSign unseen = new SharedSign(temporary.resolve("elsewhere").toString(), "sign");
        try (SparkEngine engine =
                new SparkEngine(spark.folder(), SparkSettings.of(spark.folder(), settings), path -> unseen)) {
            spark.run(engine);
        }
        assertThat(rowsWithoutTimes(spark.folder())).isEqualTo(rowsWithoutTimes(local.folder()));
        for (Cell cell : cells(local)) {
            for (String name : List.of("best.ckpt", "epoch-0002.ckpt")) {
                assertThat(Files.mismatch(
                                checkpoint(spark.folder(), cell, name), checkpoint(local.folder(), cell, name)))
                        .as("first byte of %s that differs", name)
                        .isEqualTo(-1);
            }
            assertThat(spark.folder().cell(cell).run().file("log.txt")).isNotEmptyFile();
        }
        try (var left = Files.list(Path.of(""))) {
            assertThat(left).noneMatch(file -> file.getFileName().toString().startsWith("cell-"));
        }
    }

    @Test
    void aCellThatFailsThreeTimesIsReportedTheOthersStandAndItIsTriedAgainLater() throws IOException {
        SmallSearch search = new SmallSearch(temporary.resolve("search"));
        Cell spoiled = cells(search).get(1);
        search.folder().cell(spoiled).make();
        search.folder().cell(spoiled).run().writeConfig(SmallSearch.config(50).base());
        List<CellResult> results = search.onSpark();
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(CellStatus.FINISHED, CellStatus.ABANDONED, CellStatus.FINISHED, CellStatus.FINISHED);
        assertThat(results.get(1).message()).startsWith("failed 3 times").contains("config.yaml: does not fit");
        assertThat(results.get(1).hasScores()).isFalse();
        assertThat(search.warnings).hasSize(3).allMatch(line -> line.startsWith(spoiled.name() + ": attempt "));
        assertThat(search.folder().table().read()).isEqualTo(results);

        search.folder()
                .cell(spoiled)
                .run()
                .writeConfig(spoiled.config(SmallSearch.config(2).base()));
        SmallSearch again = new SmallSearch(search.folder());
        assertThat(again.onSpark()).extracting(CellResult::status).containsOnly(CellStatus.FINISHED);
        assertThat(again.started).containsExactly(spoiled.name());
    }
}
