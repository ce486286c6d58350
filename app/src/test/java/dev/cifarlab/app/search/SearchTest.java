package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.DivergedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    private static final SharedData DATA = new SharedData((bytes, total) -> {});
    private static final String FIRST = "relu_glorot-normal_seed-0";
    private static final String SECOND = "relu_he-normal_seed-0";
    private static final String THIRD = "tanh_glorot-normal_seed-0";
    private static final String FOURTH = "tanh_he-normal_seed-0";

    @TempDir
    private Path temporary;

    private final PretendedTrainer trainer = new PretendedTrainer();
    private SearchFolder folder;

    @BeforeEach
    void begin() {
        create(2, false);
    }

    private void create(int epochs, boolean halving) {
        Grid grid = new Grid(Grid.activations("relu,tanh"), Grid.inits("glorot-normal,he-normal"), List.of(0L));
        Path path = temporary.resolve("search-" + epochs);
        folder = SearchFolder.create(path, new SearchConfig(Searches.config(epochs), grid, halving));
    }

    private List<CellResult> run() {
        return run(new SearchListener() {});
    }

    private List<CellResult> run(SearchListener listener) {
        return new Search(folder, new LocalEngine(DATA, trainer), listener).run();
    }

    private static DivergedException diverged() {
        return DivergedException.of("the loss", 1, "iteration 3", 0.001);
    }

    @Test
    void trainsEveryCellInAFolderOfItsOwn() {
        List<CellResult> results = run();
        assertThat(trainer.epochs()).hasSize(8).startsWith(FIRST + " 1", FIRST + " 2", SECOND + " 1");
        assertThat(results).extracting(CellResult::status).containsOnly(CellStatus.FINISHED);
        assertThat(results).extracting(result -> result.cell().name()).containsExactly(FIRST, SECOND, THIRD, FOURTH);
        assertThat(folder.table().read()).isEqualTo(results);
        Cell last = results.get(3).cell();
        assertThat(folder.cell(last).run().config())
                .isEqualTo(last.config(folder.config().base()));
    }

    @Test
    void theTableIsWholeAfterEveryCell() {
        List<Integer> rows = new ArrayList<>();
        run(new SearchListener() {
            @Override
            public void cellStarted(Cell cell, int lastEpoch) {
                rows.add(folder.table().read().size());
            }
        });
        assertThat(rows).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aFolderHasOneSearchAtATime() {
        List<CellResult> results = run(new SearchListener() {
            @Override
            public void cellStarted(Cell cell, int lastEpoch) {
                assertThatThrownBy(() -> run())
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("another process trains in this folder");
            }
        });
        assertThat(results).hasSize(4);
        assertThat(trainer.epochs()).hasSize(8);
        assertThat(run()).isEqualTo(results);
    }

    @Test
    void aCellThatDivergesIsRecordedAndTheOthersGoOn() {
        trainer.accident(SECOND, 2, SearchTest::diverged);
        List<CellResult> results = run();
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(CellStatus.FINISHED, CellStatus.FAILED, CellStatus.FINISHED, CellStatus.FINISHED);
        CellResult failed = results.get(1);
        assertThat(failed.message()).contains("NaN or infinite in epoch 1");
        assertThat(failed.validationAccuracy()).isNaN();
        assertThat(failed.epochs()).isEqualTo(1);
        assertThat(folder.table().read().get(1)).isEqualTo(failed);
        assertThat(folder.cell(failed.cell()).run().file("log.txt"))
                .content()
                .hasLineCount(1)
                .contains("  warning: " + SECOND + " failed: the loss became NaN or infinite in epoch 1");
    }

    @Test
    void aFailedCellIsNotTriedAgain() {
        trainer.accident(SECOND, 1, SearchTest::diverged);
        List<CellResult> before = run();
        trainer.epochs().clear();
        assertThat(run()).isEqualTo(before);
        assertThat(trainer.epochs()).isEmpty();
    }

    @Test
    void aFullDiskEndsTheSearchAndItCanGoOnLater() {
        trainer.accident(SECOND, 2, () -> UserException.failed("no space"));
        assertThatThrownBy(this::run).isInstanceOf(UserException.class).hasMessage("no space");
        assertThat(trainer.epochs()).containsExactly(FIRST + " 1", FIRST + " 2", SECOND + " 1", SECOND + " 2");
        assertThat(folder.table().read()).hasSize(1);
        trainer.epochs().clear();
        assertThat(run()).extracting(CellResult::status).containsOnly(CellStatus.FINISHED);
        assertThat(trainer.epochs())
                .containsExactly(SECOND + " 2", THIRD + " 1", THIRD + " 2", FOURTH + " 1", FOURTH + " 2");
    }

    @Test
    void aFolderThatAKillLeftHalfMadeIsTaken() throws IOException {
        Cell cell = folder.config().grid().cells().get(0);
        Files.createDirectories(folder.cell(cell).run().path());
        assertThat(run()).extracting(CellResult::status).containsOnly(CellStatus.FINISHED);
    }

    @Test
    void aTableThatIsLostIsWrittenAnewWithoutTraining() throws IOException {
        List<CellResult> results = run();
        Files.delete(folder.table().file());
        trainer.epochs().clear();
        run();
        assertThat(folder.table().read()).isEqualTo(results);
        assertThat(trainer.epochs()).isEmpty();
    }

    @Test
    void aCellWithOtherSettingsIsRefused() {
        trainer.accident(FIRST, 2, () -> UserException.failed("no space"));
        assertThatThrownBy(this::run).hasMessage("no space");
        Cell cell = folder.config().grid().cells().get(0);
        folder.cell(cell).run().writeConfig(Searches.config(50));
        assertThatThrownBy(this::run).isInstanceOf(UserException.class).hasMessageContaining("config.yaml");
    }

    @Test
    void halvingStopsTheWorseHalfAtEachRung() {
        create(8, true);
        trainer.step(FIRST, 0.04).step(SECOND, 0.02).step(THIRD, 0.03).step(FOURTH, 0.01);
        List<CellResult> results = run();
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(CellStatus.FINISHED, CellStatus.STOPPED, CellStatus.STOPPED, CellStatus.STOPPED);
        assertThat(results).extracting(CellResult::epochs).containsExactly(8, 2, 4, 2);
        assertThat(results.get(1).message()).isEqualTo("not among the best 2 of 4 after epoch 2");
        assertThat(trainer.epochs()).hasSize(8 + 2 + 4 + 2);
        assertThat(folder.table().read()).isEqualTo(results);
    }

    @Test
    void halvingThatIsInterruptedAnywhereEndsTheSame() {
        create(4, true);
        trainer.step(FIRST, 0.01).step(SECOND, 0.02).step(THIRD, 0.03).step(FOURTH, 0.04);
        for (String place : List.of(SECOND + " 1", FOURTH + " 1", THIRD + " 2", FOURTH + " 3", FOURTH + " 4")) {
            String[] cellAndEpoch = place.split(" ", -1);
            trainer.accident(cellAndEpoch[0], Integer.parseInt(cellAndEpoch[1]), () -> UserException.failed("ended"));
            assertThatThrownBy(this::run).as(place).hasMessage("ended");
        }
        List<CellResult> results = run();
        assertThat(results).extracting(CellResult::epochs).containsExactly(1, 1, 2, 4);
        assertThat(results.get(3).status()).isEqualTo(CellStatus.FINISHED);
        trainer.epochs().clear();
        assertThat(run()).isEqualTo(results);
        assertThat(trainer.epochs()).isEmpty();
    }

    @Test
    void aSurvivorThatFailsLaterDoesNotChangeWhatWasDecidedBefore() {
        create(4, true);
        trainer.step(FIRST, 0.04).step(SECOND, 0.03).step(THIRD, 0.02).step(FOURTH, 0.01);
        trainer.accident(FIRST, 4, SearchTest::diverged);
        List<CellResult> results = run();
        assertThat(results)
                .extracting(CellResult::status)
                .containsExactly(CellStatus.FAILED, CellStatus.STOPPED, CellStatus.STOPPED, CellStatus.STOPPED);
        trainer.epochs().clear();
        assertThat(run()).isEqualTo(results);
        assertThat(trainer.epochs()).isEmpty();
    }

    @Test
    void epochsLeftCountDownToZero() {
        create(8, true);
        trainer.step(FIRST, 0.04);
        List<Integer> left = new ArrayList<>();
        run(new SearchListener() {
            @Override
            public void searchStarted(int epochsLeft) {
                left.add(epochsLeft);
            }

            @Override
            public void cellTrained(Cell cell, int epochsLeft) {
                left.add(epochsLeft);
            }
        });
        assertThat(left).containsExactly(16, 14, 12, 10, 8, 6, 4, 0);
    }
}
