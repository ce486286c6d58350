package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short search with the MLP, and what comes after it. */
class SearchSessionTest {

    private static final List<String> SETTINGS = List.of(
            "--model=mlp",
            "--data=synthetic",
            "--train-limit=60",
            "--test-limit=30",
            "--batch-size=20",
            "--epochs=2",
            "--optimizer=sgd",
            "--learning-rate=0.01");

    @TempDir
    private static Path folder;

    private static Path out;
    private static Session searched;

    @BeforeAll
    static void search() {
        out = folder.resolve("search");
        searched = session("search", "--activations=relu,tanh", "--inits=he-normal", "--seed=3", "--out=" + out);
    }

    private static Session session(String command, String... flags) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(SETTINGS);
        arguments.addAll(List.of(flags));
        return Session.of(arguments.toArray(String[]::new));
    }

    private static Path cell(Path search, String activation) {
        return search.resolve("cells").resolve(activation + "_he-normal_seed-3");
    }

    private static List<String> withoutTimes(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.csv")).stream()
                .map(line -> line.replaceFirst(",[^,]*,[^,]*$", ""))
                .toList();
    }

    private static Map<String, String> files(Path run) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            for (Path file : files.toList()) {
                CRC32C sum = new CRC32C();
                sum.update(Files.readAllBytes(file));
                found.put(file.toString(), sum.getValue() + " of " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }

    @Test
    void tellsWhichCellIsTrainedAndRanksThemAtTheEnd() {
        assertThat(searched.exitCode()).as(searched.err()).isZero();
        assertThat(searched.out())
                .contains("cell 1 of 2: relu_he-normal_seed-3", "cell 2 of 2: tanh_he-normal_seed-3")
                .contains("epoch 2/2: training loss", "epochs left in all cells: 2, about ")
                .contains("one seed: differences may be chance")
                .containsPattern("(?m)^ +1 +(relu|tanh) +he-normal +\\d+\\.\\d\\d % +- ");
    }

    @Test
    void leavesATableAndOrdinaryRunFolders() throws IOException {
        List<String> rows = Files.readAllLines(out.resolve("search.csv"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0)).contains("activation,init,seed", "validation_accuracy");
        assertThat(rows.get(2)).startsWith("tanh_he-normal_seed-3,tanh,he-normal,3,finished,2,");
        for (String name : List.of("config.yaml", "environment.json", "log.txt", "scores.json")) {
            assertThat(cell(out, "relu").resolve(name)).isNotEmptyFile();
        }
        assertThat(cell(out, "relu").resolve("log.txt")).content().contains("epoch 2/2: training loss");
    }

    @Test
    @NeedsDrawing
    void drawsTheCurvesOfEachCell() {
        assertThat(cell(out, "relu").resolve("curves.svg")).isNotEmptyFile();
    }

    @Test
    void aCellIsTheSameAsTrainedAloneBitForBit() throws IOException {
        Path alone = folder.resolve("alone");
        session("train", "--activation=tanh", "--init=he-normal", "--seed=3", "--out=" + alone);
        assertThat(withoutTimes(alone)).hasSize(3).isEqualTo(withoutTimes(cell(out, "tanh")));
        for (String name : List.of("config.yaml", "scores.json", "checkpoints/epoch-0002.ckpt")) {
            assertThat(Files.mismatch(cell(out, "tanh").resolve(name), alone.resolve(name)))
                    .as("first byte of %s that differs", name)
                    .isEqualTo(-1);
        }
    }

    @Test
    void finishedCellsAreNotTrainedAgain() throws IOException {
        Map<String, String> before = files(cell(out, "relu"));
        assertThat(before).hasSizeGreaterThanOrEqualTo(2);
        for (Session again : List.of(Session.of("search", "--resume", out.toString()), repeated("--resume"))) {
            assertThat(again.exitCode()).as(again.err()).isZero();
            assertThat(again.out())
                    .contains("2 of them have ended already", "rank")
                    .doesNotContain("epoch 1/2");
            assertThat(files(cell(out, "relu"))).isEqualTo(before);
        }
    }

    private static Session repeated(String flag) {
        return session("search", "--activations=relu,tanh", "--inits=he-normal", "--seeds=3", "--out=" + out, flag);
    }

    @Test
    void flagsThatContradictTheSearchAreRefused() throws IOException {
        String before = Files.readString(out.resolve("search.yaml"));
        for (String flag : List.of("--epochs=5", "--seeds=3,4", "--activations=relu", "--halving", "--config=x.yaml")) {
            Session session = Session.of("search", "--resume", out.toString(), flag);
            assertThat(session.exitCode()).as(flag).isEqualTo(2);
            assertThat(session.err().strip())
                    .contains(flag.replaceAll("^--|=.*", ""))
                    .hasLineCount(1);
        }
        assertThat(Session.of("search", "--resume", out.toString(), "--out=x").exitCode())
                .isEqualTo(2);
        assertThat(out.resolve("search.yaml")).hasContent(before);
    }

    @Test
    void aFolderThatExistsIsNotSearchedInAgain() {
        Session session = Session.of("search", "--data=synthetic", "--out=" + out);
        assertThat(session.exitCode()).isEqualTo(2);
        assertThat(session.err().strip()).contains("exists", "--resume").hasLineCount(1);
    }

    @Test
    void anInterruptedCellGoesOnFromItsCheckpoint() throws IOException {
        Path search = folder.resolve("interrupted");
        session("search", "--activations=relu", "--inits=he-normal", "--seed=3", "--out=" + search);
        Path run = cell(search, "relu");
        Files.delete(run.resolve("cell.csv")); // as a kill in the middle of writing the last checkpoint leaves it
        Files.delete(run.resolve("checkpoints/epoch-0002.ckpt"));
        Session resumed = Session.of("search", "--resume", search.toString());
        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("epoch 2/2: training loss").doesNotContain("epoch 1/2: training loss");
        assertThat(withoutTimes(run)).isEqualTo(withoutTimes(cell(out, "relu")));
        String last = "checkpoints/epoch-0002.ckpt";
        assertThat(Files.mismatch(run.resolve(last), cell(out, "relu").resolve(last)))
                .as("first byte that differs")
                .isEqualTo(-1);
    }

    @Test
    void aCellThatDivergesIsReportedAndRemembered() throws IOException {
        Path search = folder.resolve("diverged");
        List<String> arguments = new ArrayList<>(SETTINGS);
        arguments.replaceAll(flag -> flag.replace("--learning-rate=0.01", "--learning-rate=1e30"));
        arguments.addAll(List.of("--activations=relu", "--inits=he-normal", "--out=" + search));
        arguments.add(0, "search");
        Session session = Session.of(arguments.toArray(String[]::new));
        assertThat(session.exitCode()).as("no cell has scores").isEqualTo(1);
        assertThat(session.err())
                .contains("warning: relu_he-normal_seed-0 failed: the ")
                .contains(" of layer ", " became NaN or infinite in epoch 1, iteration ");
        assertThat(session.out()).contains("1 failed");
        assertThat(search.resolve("search.csv")).content().contains("relu,he-normal,0,failed,0,,,");
        assertThat(search.resolve("cells/relu_he-normal_seed-0/log.txt"))
                .content()
                .contains("failed");
        assertThat(Session.of("search", "--resume", search.toString()).out()).doesNotContain("cell 1 of 1");
    }

    /** Activations of tanh stay within 1 at any learning rate. */
    @Test
    void anExplodingCellEndsAlone() throws IOException {
        Path search = folder.resolve("exploding");
        List<String> arguments = new ArrayList<>(SETTINGS);
        arguments.replaceAll(flag -> flag.replace("--learning-rate=0.01", "--learning-rate=1e12"));
        arguments.addAll(List.of("--activations=relu,tanh", "--inits=he-normal", "--out=" + search));
        arguments.add(0, "search");
        Session session = Session.of(arguments.toArray(String[]::new));
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(Files.readAllLines(search.resolve("search.csv")))
                .anyMatch(row -> row.contains("relu,he-normal,0,failed,"))
                .anyMatch(row -> row.contains("tanh,he-normal,0,finished,2,"));
    }
}
