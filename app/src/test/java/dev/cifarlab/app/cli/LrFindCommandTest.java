package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LrFindCommandTest {

    private static final String SMALL =
            "lr-find --model=mlp --data=synthetic --train-limit=90 --test-limit=10 --batch-size=32 ";

    @TempDir
    private Path folder;

    private Session session(String flags) {
        return Session.of((SMALL + flags + " --out=" + folder.resolve("rates")).split(" +", -1));
    }

    @Test
    @NeedsDrawing
    void itLeavesATableAndAPicture() throws IOException {
        Session session = session("--steps=30 --to=1");
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).contains("step 10 of 30").containsPattern("suggestion: +--learning-rate \\d");
        List<String> lines = Files.readAllLines(folder.resolve("rates/lr-find.csv"));
        assertThat(lines.get(0)).isEqualTo("learning_rate,loss,running_mean");
        assertThat(lines.get(1)).startsWith("1.000000e-07,");
        assertThat(folder.resolve("rates/lr-find.png")).isNotEmptyFile();
        assertThat(folder.resolve("rates/lr-find.svg")).isNotEmptyFile();
        assertThat(session("--steps=2").exitCode()).as("the folder is there").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--steps=1", "--from=0", "--from=1 --to=0.5", "--to=NaN", "--to=1e39", "--from=-1"})
    void whatDoesNotWorkIsRefused(String flags) {
        Session session = session(flags);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().lines()).hasSize(1);
        assertThat(folder.resolve("rates")).doesNotExist();
    }
}
