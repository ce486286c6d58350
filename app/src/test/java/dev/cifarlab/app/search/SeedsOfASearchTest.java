package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.DivergedException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Successive halving where some seeds of a combination are lost. */
class SeedsOfASearchTest {

    private static final SharedData DATA = new SharedData((bytes, total) -> {});
    private static final String RELU = "relu_he-normal_seed-";
    private static final String TANH = "tanh_he-normal_seed-";
    private static final String FIRST = "relu_glorot-normal_seed-0";
    private static final String SECOND = "relu_he-normal_seed-0";
    private static final String THIRD = "tanh_glorot-normal_seed-0";
    private static final String FOURTH = "tanh_he-normal_seed-0";

    @TempDir
    private Path temporary;

    private final PretendedTrainer trainer = new PretendedTrainer();
    private SearchFolder folder;

    private List<CellResult> run() {
        return new Search(folder, new LocalEngine(DATA, trainer), new SearchListener() {}).run();
    }

    private static DivergedException diverged() {
        return DivergedException.of("the loss", 1, "iteration 3", 0.001);
    }

    private void create(String inits, Long... seeds) {
        Grid grid = new Grid(Grid.activations("relu,tanh"), Grid.inits(inits), List.of(seeds));
        Path path = temporary.resolve("search");
        folder = SearchFolder.create(path, new SearchConfig(Searches.config(4), grid, true));
    }

    @Test
    void halvingDoesNotPreferACombinationForTheSeedsThatItLost() {
        create("he-normal", 0L, 1L, 2L);
        for (int seed = 0; seed < 3; seed++) {
            trainer.step(RELU + seed, 0.2).step(TANH + seed, 0.1);
        }
        trainer.accident(RELU + 0, 1, SeedsOfASearchTest::diverged).accident(RELU + 1, 1, SeedsOfASearchTest::diverged);
        assertThat(run())
                .filteredOn(result -> result.status() == CellStatus.FINISHED)
                .extracting(result -> result.cell().name())
                .containsExactly(TANH + 0, TANH + 1, TANH + 2);
    }

    /** A cluster that loses a machine: the cell is abandoned. */
    private List<CellResult> runOnACluster() {
        SearchEngine cluster = (tasks, listener, done) -> tasks.forEach(task -> {
            listener.cellStarted(task.cell(), task.lastEpoch());
            try {
                task.run(DATA, trainer, listener.training());
            } catch (UserException e) {
                task.folder().abandon(String.valueOf(e.getMessage()));
            }
            done.accept(task);
        });
        return new Search(folder, cluster, new SearchListener() {}).run();
    }

    private static UserException machineLost() {
        return UserException.failed("the machine is lost");
    }

    /** Without seed 0 tanh is better; with it, relu would be. */
    @Test
    void aCombinationThatWasStoppedStaysSoWhenItsAbandonedCellIsThere() {
        create("he-normal", 0L, 1L, 2L);
        trainer.step(RELU + 0, 0.25).step(RELU + 1, 0.05).step(RELU + 2, 0.05);
        trainer.step(TANH + 0, 0.1).step(TANH + 1, 0.1).step(TANH + 2, 0.1);
        trainer.accident(RELU + 0, 1, SeedsOfASearchTest::machineLost);
        assertThat(runOnACluster())
                .extracting(CellResult::status)
                .containsExactly(
                        CellStatus.ABANDONED,
                        CellStatus.FINISHED,
                        CellStatus.STOPPED,
                        CellStatus.FINISHED,
                        CellStatus.STOPPED,
                        CellStatus.FINISHED);
        trainer.epochs().clear();
        List<CellResult> results = runOnACluster();
        assertThat(trainer.epochs()).containsExactly(RELU + "0 1");
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(
                        CellStatus.STOPPED,
                        CellStatus.FINISHED,
                        CellStatus.STOPPED,
                        CellStatus.FINISHED,
                        CellStatus.STOPPED,
                        CellStatus.FINISHED);
        assertThat(run()).isEqualTo(results);
    }

    @Test
    void aCombinationThatWentOnIsNotStoppedForOneThatCameLater() {
        create("glorot-normal,he-normal", 0L);
        trainer.step(FIRST, 0.2).step(SECOND, 0.1).step(THIRD, 0.05).step(FOURTH, 0.04);
        trainer.accident(FIRST, 1, SeedsOfASearchTest::machineLost)
                .accident(SECOND, 4, SeedsOfASearchTest::machineLost);
        runOnACluster();
        List<CellResult> results = runOnACluster();
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(CellStatus.FINISHED, CellStatus.FINISHED, CellStatus.STOPPED, CellStatus.STOPPED);
        assertThat(folder.table().read()).isEqualTo(results);
    }
}
