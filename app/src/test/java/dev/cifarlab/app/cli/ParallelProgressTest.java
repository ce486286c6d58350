package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.search.Cell;
import dev.cifarlab.app.search.CellProgress;
import dev.cifarlab.app.search.CellResult;
import dev.cifarlab.app.search.CellStatus;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search says whose cells are trained out of sight, many at a time. */
class ParallelProgressTest {

    private static final Cell FIRST = new Cell(Activation.RELU, Initialization.HE_NORMAL, 0);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Console console =
            new Console(Main.commandLine("doctor").setOut(new PrintWriter(out)).setErr(new PrintWriter(err)));

    private SearchFolder folder;
    private ParallelProgress progress;

    @BeforeEach
    void twentyFourCells(@TempDir Path temporary) {
        List<Long> seeds = LongStream.range(0, 24).boxed().toList();
        Grid grid = new Grid(List.of(Activation.RELU), List.of(Initialization.HE_NORMAL), seeds);
        folder =
                SearchFolder.create(temporary.resolve("search"), new SearchConfig(TrainConfig.defaults(), grid, false));
        progress = new ParallelProgress(folder, console, new LiveLines(console, true));
        progress.searchStarted(72);
    }

    /** What was said since the last time. */
    private String said() {
        String text = out.toString().replace(System.lineSeparator(), "\n");
        out.getBuffer().setLength(0);
        return text;
    }

    private static CellProgress at(Cell cell, int epoch) {
        return new CellProgress(cell.name(), epoch, 3, 5, 10, 1.25, 0.456, "node7");
    }

    private static CellResult result(CellStatus status, String message) {
        return new CellResult(FIRST, status, 3, 2, 0.5, 1.1, 0.4, 12.34, message);
    }

    @Test
    void cellsThatRunAreReplacedAndThoseThatEndedStay() {
        assertThat(said()).startsWith("search:      24 cells, epochs of each: 25;");
        progress.cellStarted(FIRST, 3);
        assertThat(said()).isEqualTo("relu_he-normal_seed-0: begun, epochs 1 to 3\n");
        progress.cellProgressed(at(FIRST, 2));
        assertThat(said())
                .isEqualTo("-- 0 of 24 cells ended, 1 running; epochs left: 72\n"
                        + "   relu_he-normal_seed-0            epoch 2/3, batch 5/10, loss 1.250, accuracy 45.6 %, "
                        + "on node7\n");
        progress.cellProgressed(at(FIRST, 3));
        assertThat(said()).startsWith("\u001b[2A\u001b[J-- 0 of 24").contains("epoch 3/3");
        progress.cellTrained(FIRST, 69);
        progress.cellEnded(result(CellStatus.FINISHED, ""));
        assertThat(said())
                .isEqualTo("\u001b[2A\u001b[J\u001b[1A\nrelu_he-normal_seed-0: finished, "
                        + "validation accuracy 50.00 % after epoch 2, 12.3 s of training\n");
        progress.cellProgressed(at(FIRST, 3));
        assertThat(said()).as("it has ended").isEmpty();
    }

    @Test
    void aCellThatFailsIsWarnedOfAndAStopIsNotAskedFor() {
        progress.cellEnded(result(CellStatus.FAILED, "the loss became NaN"));
        progress.warned("a worker is gone");
        assertThat(err.toString().lines())
                .containsExactly(
                        "warning: relu_he-normal_seed-0 failed: the loss became NaN", "warning: a worker is gone");
        assertThat(progress.wantsStop()).isFalse();
    }

    @Test
    void moreCellsThanLinesAreCounted() {
        List<Cell> cells = folder.config().grid().cells();
        cells.forEach(cell -> progress.cellStarted(cell, 3));
        said();
        progress.cellProgressed(at(FIRST, 1));
        assertThat(said().lines())
                .hasSize(18)
                .startsWith("-- 0 of 24 cells ended, 24 running; epochs left: 72")
                .contains("   relu_he-normal_seed-1")
                .endsWith("   and 8 more");
    }

    @Test
    void whereNothingCanBeReplacedLittleIsPrinted() {
        said();
        LiveLines lines = new LiveLines(console, false);
        lines.show(List.of("within the first minute"));
        lines.clear();
        assertThat(said()).isEmpty();
    }
}
