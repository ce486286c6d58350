package dev.cifarlab.app.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

    @TempDir
    private Path folder;

    private MetricsFile metrics;

    @BeforeEach
    void setUp() {
        metrics = new MetricsFile(folder.resolve("metrics.csv"));
    }

    private static EpochMetrics row(int epoch, double accuracy) {
        return new EpochMetrics(epoch, 1.5, 0.5, 1.25, accuracy, 0.001, 2, 100);
    }

    @Test
    void hasTheDocumentedColumns() throws IOException {
        metrics.append(row(1, 0.25));
        assertThat(Files.readAllLines(metrics.file()))
                .containsExactly(
                        "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,"
                                + "epoch_seconds,images_per_second",
                        "1,1.500000,0.500000,1.250000,0.250000,0.00100000,2.000,100.00");
    }

    @Test
    void rowsComeBack() {
        metrics.append(row(1, 0.25));
        metrics.append(row(2, 0.5));
        assertThat(metrics.read()).containsExactly(row(1, 0.25), row(2, 0.5));
    }

    @Test
    void anEpochThatIsRepeatedReplacesItsRowAndTheLaterOnes() {
        metrics.append(row(1, 0.25));
        metrics.append(row(2, 0.5));
        metrics.append(row(3, 0.75));
        metrics.append(row(2, 0.125));
        assertThat(metrics.read()).containsExactly(row(1, 0.25), row(2, 0.125));
    }

    @Test
    void theFirstOfEqualsIsBest() {
        metrics.append(row(1, 0.25));
        metrics.append(row(2, 0.5));
        metrics.append(row(3, 0.5));
        assertThat(metrics.best()).contains(row(2, 0.5));
    }

    @Test
    void damagedFilesAreNamed() throws IOException {
        Files.writeString(metrics.file(), "epoch,train_loss\none,two\n");
        assertThatThrownBy(metrics::read).isInstanceOf(UserException.class).hasMessageContaining("metrics.csv");
    }
}
