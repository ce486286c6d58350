package dev.cifarlab.app.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CellFolderTest {

    @TempDir
    private Path temporary;

    private CellFolder folder;

    @BeforeEach
    void aCellWithTwoEpochs() {
        folder = at(temporary.resolve("cell"));
        folder.make();
        folder.run().metrics().append(new EpochMetrics(1, 2.1, 0.2, 2.0, 0.35, 1e-3, 1.5, 100));
        folder.run().metrics().append(new EpochMetrics(2, 1.9, 0.3, 2.2, 0.25, 1e-3, 1.5, 100));
    }

    private static CellFolder at(Path path) {
        return new CellFolder(new Cell(Activation.RELU, Initialization.HE_NORMAL, 0), new RunFolder(path));
    }

    @Test
    void theBestAccuracySoFarIsThatOfWholeEpochsOnly() {
        assertThat(folder.accuracyAfter(1)).hasValue(0.35);
        assertThat(folder.accuracyAfter(2)).as("the better of both").hasValue(0.35);
        assertThat(folder.accuracyAfter(3)).as("not done yet").isEmpty();
    }

    @Test
    void anAbandonedCellHasNoScoresAndIsTriedAgain() {
        folder.abandon("three workers died");
        CellResult result = folder.result().orElseThrow();
        assertThat(result.status()).isEqualTo(CellStatus.ABANDONED);
        assertThat(result.message()).isEqualTo("three workers died");
        assertThat(result.hasScores()).isFalse();
        folder.reopen();
        assertThat(folder.result()).isEmpty();
        assertThat(folder.epochs()).as("what it had").isEqualTo(2);
    }

    @Test
    void otherEndsStay() {
        CellResult failed = folder.settle(CellStatus.FAILED, "the loss became NaN");
        assertThat(failed.bestEpoch()).isZero();
        folder.reopen();
        assertThat(folder.result()).hasValue(failed);
        CellResult finished = folder.settle(CellStatus.FINISHED, "");
        assertThat(finished.bestEpoch()).isEqualTo(1);
        assertThat(finished.validationLoss()).isEqualTo(2.0);
        assertThat(finished.lastValidationAccuracy()).isEqualTo(0.25);
        assertThat(finished.seconds()).isEqualTo(3);
    }

    @Test
    void aPlaceBelowAFileIsRefused() throws IOException {
        CellFolder wrong = at(Files.createFile(temporary.resolve("file")).resolve("cell"));
        assertThatThrownBy(wrong::make)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("file/cell: cannot be made (")
                .hasMessageEndingWith("choose another --out");
    }
}
