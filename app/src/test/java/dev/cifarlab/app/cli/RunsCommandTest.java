package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.runs.EpochMetrics;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list of runs by their folders alone. */
class RunsCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void runs() throws IOException {
        run("a", 2, 0.5, "model", "mlp", "epochs", "2", "data", "synthetic");
        run("b", 1, 0.75, "model", "resnet18", "epochs", "4", "data", "synthetic", "seed", "7");
        run("search/cells/c", 0, 0, "model", "resnet18", "epochs", "4");
        Files.createDirectory(folder.resolve("empty"));
    }

    private void run(String name, int epochs, double accuracy, String... settings) throws IOException {
        Files.createDirectories(folder.resolve(name).getParent());
        RunFolder run = RunFolder.create(folder.resolve(name), Configs.of(settings));
        for (int epoch = 1; epoch <= epochs; epoch++) {
            run.metrics().append(new EpochMetrics(epoch, 1, 0.5, 1, accuracy / epoch, 0.1, 90, 10));
        }
    }

    private List<String> list(String... flags) {
        String[] line = new String[flags.length + 2];
        line[0] = "runs";
        line[1] = folder.toString();
        System.arraycopy(flags, 0, line, 2, flags.length);
        return succeeded(Session.of(line)).out().lines().map(String::strip).toList();
    }

    @Test
    void allRunsAreListedWithTheirState() {
        try (RunLock lock = RunLock.of(RunFolder.open(folder.resolve("b")))) {
            List<String> lines = list();
            assertThat(lines).hasSize(4);
            assertThat(lines.get(0)).matches("run +network +data +epochs +best +time +state");
            assertThat(lines.get(1)).matches("a +mlp +synthetic +2/2 +50.00 % +3.0 min +done");
            assertThat(lines.get(2)).matches("b +resnet18 +synthetic +1/4 +75.00 % +1.5 min +running");
            assertThat(lines.get(3)).matches("search/cells/c +resnet18 +cifar10 +0/4 +- +0.0 min +stopped");
        }
        assertThat(list().get(2)).endsWith("stopped");
    }

    @Test
    void theyAreSortedAndFiltered() {
        assertThat(list("--sort=accuracy").get(1)).startsWith("b ");
        assertThat(list("--sort=time").get(1)).startsWith("a ");
        assertThat(list("--filter=model=resnet18", "--filter=seed=7"))
                .hasSize(2)
                .anyMatch(line -> line.startsWith("b "));
        assertThat(list("--filter=seed=8")).containsExactly("no runs in " + folder + " with seed=8");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThat(Session.of("runs", folder.resolve("gone").toString()).err()).contains("there is no such folder");
        assertThat(Session.of("runs", folder.toString(), "--filter=colour=red").err())
                .contains("'colour=red' is no SETTING=VALUE");
        assertThat(Session.of("runs", folder.toString(), "--sort=luck").err()).contains("name, accuracy, time, epochs");
    }
}
