package dev.cifarlab.app.cli;

import static dev.cifarlab.app.cli.DataCardSessionTest.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose data lay beside it, in a project that is copied, moved and robbed of its data. */
class StandAloneSessionTest {

    private static final String BEST = "checkpoints/best.ckpt";

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path project;
    private Path run;

    /** In the project's own folder, from which the data have no more than a name. */
    @BeforeAll
    static void train() throws Exception {
        Path home = Files.createDirectory(shared.resolve("project"));
        for (String place : List.of("train/apple/1", "train/apple/2", "test/apple/1")) {
            picture(home.resolve("data/" + place + ".png"), 0xd02010 + place.charAt(place.length() - 1));
        }
        for (String place : List.of("train/leaf/1", "train/leaf/2", "test/leaf/1")) {
            picture(home.resolve("data/" + place + ".png"), 0x10c030 + place.charAt(place.length() - 1));
        }
        String command = "train --data=folder --data-dir=data --normalise --batch-size=2 --epochs=1 --optimizer=sgd"
                + " --out=run";
        try (Child child = Child.start(home, shared.resolve("output"), Map.of(), command.split(" ", -1))) {
            assertThat(child.exitCode()).as(child.output()).isZero();
        }
    }

    /** Under another name and at another place; checkpoints are large, and are the same files. */
    @BeforeEach
    void move() throws IOException {
        project = folder.resolve("moved");
        try (Stream<Path> paths = Files.walk(shared.resolve("project"))) {
            for (Path path : paths.toList()) {
                Path copy = project.resolve(shared.resolve("project").relativize(path));
                if (path.toString().endsWith(".ckpt")) {
                    Files.createLink(copy, path);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
        run = Files.move(project.resolve("run"), project.resolve("renamed"));
    }

    /** Where the run was trained is nothing any more. */
    private Session withoutTheOriginal(String... command) throws IOException {
        Path away = Files.move(shared.resolve("project"), shared.resolve("away"));
        try {
            return Session.of(command);
        } finally {
            Files.move(away, shared.resolve("project"));
        }
    }

    private void withoutData() throws IOException {
        Files.move(project.resolve("data"), project.resolve("hidden"));
    }

    private static void succeeded(Session session) {
        assertThat(session.exitCode()).as(session.err()).isZero();
    }

    @Test
    void aRelativeFolderIsFoundFromElsewhere() {
        Session session = Session.of("evaluate", shared.resolve("project/run").toString());
        succeeded(session);
        assertThat(session.err().strip())
                .isEqualTo("warning: data-dir: there is no data here; taking " + shared.resolve("project/data")
                        + ", by what the run recorded");
        assertThat(shared.resolve("project/run/config.yaml")).content().containsPattern("data-dir: \"?data\"?\n");
    }

    @Test
    void aRunThatWasMovedAndRenamedWithItsDataFindsThem() throws IOException {
        Session session = withoutTheOriginal("evaluate", run.toString());
        succeeded(session);
        assertThat(session.out()).contains("by class: precision, recall", "apple", "leaf");
        assertThat(session.err().strip())
                .hasLineCount(1)
                .contains("taking " + project.resolve("data") + ", by what the run recorded");
    }

    @Test
    void itIsGoneOnWith() throws IOException {
        Session session = withoutTheOriginal("train", "--resume", run.toString(), "--epochs=2");
        succeeded(session);
        assertThat(run.resolve("metrics.csv")).content().hasLineCount(3);
        assertThat(session.err()).contains("taking " + project.resolve("data") + ", by what the run recorded");
        assertThat(run.resolve("log.txt")).content().contains("pictures of " + project.resolve("data"));
        assertThat(run.resolve("config.yaml")).content().containsPattern("data-dir: \"?data\"?\n");
        assertThat(run.resolve("environment.json"))
                .content()
                .contains("\"data_folder\" : \"" + project.resolve("data") + "\"")
                .contains("\"data_folder_from_run\" : \"../data\"");
    }

    @Test
    void withoutAnyDataAndWithoutDataJsonItAnswers() throws IOException {
        withoutData();
        Files.delete(run.resolve("data.json"));
        Path picture = project.resolve("hidden/test/apple/1.png");
        Session predicted = withoutTheOriginal("predict", run.toString(), picture.toString());
        succeeded(predicted);
        assertThat(predicted.out()).startsWith(picture + ": ").contains("apple ", "leaf ");
        Session exported = withoutTheOriginal("export", run.toString());
        succeeded(exported);
        assertThat(exported.out()).contains("means [", "classes come out:  apple, leaf");
        Session refused = withoutTheOriginal("evaluate", run.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("no such folder").hasLineCount(1);
    }

    @Test
    @NeedsDrawing
    void figuresOfAPictureNeedNoData() throws IOException {
        Path picture = project.resolve("data/test/apple/1.png");
        String[] command = {"figures", run.toString(), "--image=" + folder.resolve("own.png")};
        Files.copy(picture, folder.resolve("own.png"));
        succeeded(withoutTheOriginal(command));
        byte[] confusion = Files.readAllBytes(run.resolve("figures/confusion.png"));
        String index = Files.readString(run.resolve("figures/figures.json"));
        withoutData();
        Files.delete(run.resolve("figures/maps-last.png"));
        Session again = withoutTheOriginal(command);
        succeeded(again);
        assertThat(again.err())
                .hasLineCount(1)
                .startsWith("warning: confusion matrix and mistakes are not drawn: ")
                .contains("no such folder");
        assertThat(run.resolve("figures/maps-last.png")).isNotEmptyFile();
        assertThat(run.resolve("figures/confusion.png")).hasBinaryContent(confusion);
        assertThat(run.resolve("figures/figures.json")).content().hasSameSizeAs(index);
    }

    @Test
    void theCardInTheCheckpointIsComparedWithWhereDataJsonIsGone() throws IOException {
        Files.delete(run.resolve("data.json"));
        for (String part : List.of("train", "test")) {
            Path classes = project.resolve("data").resolve(part);
            Files.move(classes.resolve("apple"), classes.resolve("zapple"));
        }
        for (String command : List.of("evaluate", "train --epochs=2 --resume")) {
            Session session = withoutTheOriginal((command + " " + run).split(" ", -1));
            assertThat(session.exitCode()).isEqualTo(1);
            assertThat(session.err()).contains("classes that are gone: apple, that are new: zapple");
        }
        assertThat(run.resolve("data.json")).doesNotExist();
    }

    @Test
    void everyCheckpointHasTheCard() throws IOException {
        for (String name : List.of(BEST, "checkpoints/epoch-0001.ckpt")) {
            byte[] head = new byte[2048];
            try (var in = Files.newInputStream(run.resolve(name))) {
                assertThat(in.readNBytes(head, 0, head.length)).isEqualTo(head.length);
            }
            assertThat(new String(head, StandardCharsets.UTF_8))
                    .contains("\"classes\" : [ \"apple\", \"leaf\" ]", "\"training_digest\" : \"crc32c:");
        }
    }
}
