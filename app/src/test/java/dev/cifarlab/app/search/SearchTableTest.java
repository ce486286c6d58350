package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTableTest {

    private static final Cell CELL = new Cell(Activation.RELU, Initialization.HE_NORMAL, 4);

    @TempDir
    private Path folder;

    private SearchTable table;

    @BeforeEach
    void open() {
        table = new SearchTable(folder.resolve("search.csv"));
    }

    private static List<EpochMetrics> epochs() {
        return List.of(
                new EpochMetrics(1, 2, 0.2, 2.5, 0.25, 0.001, 1.5, 100),
                new EpochMetrics(2, 1, 0.5, 1.25, 0.5, 0.001, 2, 100),
                new EpochMetrics(3, 1, 0.6, 1.75, 0.5, 0.001, 2.5, 100));
    }

    @Test
    void theBestEpochIsTheFirstOfEqualsAndTimesAddUp() {
        CellResult result = CellResult.of(CELL, CellStatus.FINISHED, epochs(), "");
        assertThat(result).isEqualTo(new CellResult(CELL, CellStatus.FINISHED, 3, 2, 0.5, 1.25, 0.5, 6, ""));
        assertThat(result.hasScores()).isTrue();
    }

    @Test
    void aFailedCellHasNoScores() {
        CellResult result = CellResult.of(CELL, CellStatus.FAILED, epochs(), "NaN");
        assertThat(result.validationAccuracy()).isNaN();
        assertThat(result.epochs()).isEqualTo(3);
        assertThat(result.hasScores()).isFalse();
    }

    @Test
    void rowsComeBack() {
        List<CellResult> results = List.of(
                CellResult.of(CELL, CellStatus.FINISHED, epochs(), ""),
                CellResult.of(
                        new Cell(Activation.TANH, Initialization.GLOROT_UNIFORM, -7),
                        CellStatus.FAILED,
                        List.of(),
                        "NaN, \"so\" it says"),
                CellResult.of(
                        new Cell(Activation.TANH, Initialization.GLOROT_NORMAL, Long.MAX_VALUE),
                        CellStatus.STOPPED,
                        epochs().subList(0, 1),
                        "not among the best"));
        table.write(results);
        assertThat(table.read()).isEqualTo(results);
    }

    @Test
    void isPlainCsvWithEmptyPlacesForWhatIsNotThere() {
        table.write(List.of(
                CellResult.of(CELL, CellStatus.FINISHED, epochs(), ""),
                CellResult.of(CELL, CellStatus.FAILED, List.of(), "NaN")));
        assertThat(table.file())
                .hasContent("cell,activation,init,seed,status,epochs,best_epoch,validation_accuracy,validation_loss,"
                        + "last_validation_accuracy,seconds,message\n"
                        + "relu_he-normal_seed-4,relu,he-normal,4,finished,3,2,0.500000,1.250000,0.500000,6.000,\n"
                        + "relu_he-normal_seed-4,relu,he-normal,4,failed,0,,,,,0.000,NaN\n");
    }

    @Test
    void aMissingTableIsEmptyAndADamagedOneNamed() throws IOException {
        assertThat(table.read()).isEmpty();
        for (String row :
                List.of("a,gelu,he-normal,1,finished,1,1,0,0,0,0,", "relu,tanh", "a,relu,he-normal,x,,,,,,,,")) {
            Files.writeString(table.file(), "cell,activation\n" + row + "\n");
            assertThatThrownBy(table::read).isInstanceOf(UserException.class).hasMessageContaining("search.csv");
        }
    }
}
