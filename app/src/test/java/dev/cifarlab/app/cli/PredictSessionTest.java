package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.DataCardSessionTest.picture;
import static dev.cifarlab.app.cli.InterchangeSessionTest.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers on many pictures, for people and for programs. */
class PredictSessionTest {

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path run;

    @BeforeAll
    static void train() {
        run = InterchangeSessionTest.train(shared.resolve("run"));
    }

    private void pictures(int count) throws IOException {
        for (int k = 0; k < count; k++) {
            picture(folder.resolve(k % 2 == 0 ? "a" : "b/c").resolve(k + ".png"), 0x10203 * k);
        }
        Files.writeString(folder.resolve(".hidden"), "no picture");
    }

    private Session predict(String... flags) {
        List<String> command = new ArrayList<>(List.of("predict", run.toString(), folder.toString()));
        command.addAll(List.of(flags));
        return Session.of(command.toArray(String[]::new));
    }

    @Test
    void foldersAreWalkedInBatchesAndEachPictureIsAnsweredAsAlone() throws IOException {
        pictures(103);
        List<String> lines = succeeded(predict("--top-k=2")).out().lines().toList();
        assertThat(lines).hasSize(103).isSorted();
        for (String line : List.of(lines.get(0), lines.get(101), lines.get(102))) {
            String file = line.substring(0, line.indexOf(": "));
            Session alone = succeeded(Session.of("predict", run.toString(), file, "--top-k=2"));
            assertThat(alone.out().strip()).isEqualTo(line);
        }
    }

    @Test
    void aLinkToAFolderIsWalked() throws IOException {
        pictures(2);
        Path link = Files.createSymbolicLink(shared.resolve("link"), folder);
        Session linked = succeeded(Session.of("predict", run.toString(), link.toString()));
        assertThat(linked.out().lines()).hasSize(2).allMatch(line -> line.startsWith(link + "/"));
    }

    @Test
    void rowsAndDocumentsHoldTheSame() throws IOException {
        pictures(3);
        List<String> rows =
                succeeded(predict("--csv", "--top-k=20")).out().lines().toList();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0))
                .startsWith("file,class_1,probability_1,class_2,")
                .endsWith("class_10,probability_10");
        JsonNode document = new ObjectMapper()
                .readTree(succeeded(predict("--json", "--top-k=1")).out());
        assertThat(document.get("run").asText()).isEqualTo(run.toString());
        assertThat(document.get("pictures")).hasSize(3);
        for (int k = 0; k < 3; k++) {
            JsonNode answer = document.get("pictures").get(k).get("answers").get(0);
            String[] row = rows.get(k + 1).split(",", -1);
            assertThat(document.get("pictures").get(k).get("file").asText()).isEqualTo(row[0]);
            assertThat(answer.get("class_name").asText()).isEqualTo(row[1]);
            assertThat(answer.get("probability").asDouble()).isCloseTo(Double.parseDouble(row[2]), Offset.offset(1e-6));
            double sum = 0;
            for (int column = 2; column < row.length; column += 2) {
                sum += Double.parseDouble(row[column]);
            }
            assertThat(sum).isCloseTo(1, Offset.offset(1e-5));
        }
    }

    @Test
    void whatCannotBeReadIsRefusedOrLeftOut() throws IOException {
        pictures(2);
        Files.writeString(folder.resolve("b/c/notes.txt"), "These are notes, and no picture at all.");
        Session refused = predict();
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("notes.txt: is not a PNG");
        Session skipped = succeeded(predict("--bad=skip"));
        assertThat(skipped.out().lines()).hasSize(2);
        assertThat(skipped.err()).contains("notes.txt: is not a PNG").contains("; left out");
        assertThat(predict("--top-k=0").err()).contains("--top-k: give at least 1");
        assertThat(predict("--bad=maybe").err()).contains("choose one of refuse, skip");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Session.of("predict", run.toString(), empty.toString()).err())
                .contains("there are no pictures in this folder");
    }
}
