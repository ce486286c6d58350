package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.figures.NeedsDrawing;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network trained on pictures of apples and leaves, and what becomes of it when they change. */
class DataCardSessionTest {

    private static final int RED = 0xd02010;
    private static final int GREEN = 0x10c030;

    @TempDir
    private static Path folder;

    private static Path run;
    private static Path data;
    private static Path apple;

    @BeforeAll
    static void train() throws IOException {
        run = folder.resolve("run");
        data = folder.resolve("data");
        apple = picture(folder.resolve("some.png"), RED);
        makeData();
        Session trained = Session.of(
                "train",
                "--model=mlp",
                "--data=folder",
                "--data-dir=" + data,
                "--normalise",
                "--batch-size=2",
                "--epochs=2",
                "--optimizer=sgd",
                "--out=" + run);
        assertThat(trained.exitCode()).as(trained.err()).isZero();
    }

    @BeforeEach
    void asBefore() throws IOException {
        deleteData();
        makeData();
    }

    private static void makeData() throws IOException {
        for (String place : List.of("train/apple/1", "train/apple/2", "test/apple/1")) {
            picture(data.resolve(place + ".png"), RED + place.charAt(place.length() - 1));
        }
        for (String place : List.of("train/leaf/1", "train/leaf/2", "test/leaf/1")) {
            picture(data.resolve(place + ".png"), GREEN + place.charAt(place.length() - 1));
        }
    }

    private static void deleteData() throws IOException {
        if (Files.exists(data)) {
            try (Stream<Path> paths = Files.walk(data)) {
                for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    static Path picture(Path file, int rgb) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage picture = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 1600; pixel++) {
            picture.setRGB(pixel % 40, pixel / 40, rgb);
        }
        ImageIO.write(picture, "png", file.toFile());
        return file;
    }

    private static void rename() throws IOException {
        for (String part : List.of("train", "test")) {
            Files.move(data.resolve(part).resolve("apple"), data.resolve(part).resolve("zapple"));
        }
    }

    /** All that a refused command must leave alone. */
    private static List<String> contents() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String name : List.of("config.yaml", "metrics.csv", "environment.json", "data.json", "scores.json")) {
            contents.add(Files.readString(run.resolve(name)));
        }
        try (Stream<Path> files = Files.list(run.resolve("checkpoints"))) {
            for (Path file : files.sorted().toList()) {
                contents.add(file + " of " + Files.getLastModifiedTime(file));
            }
        }
        return contents;
    }

    private static void isRefused(Session session, String... parts) {
        assertThat(session.exitCode()).isEqualTo(1);
        assertThat(session.err()).contains(parts).hasLineCount(1);
    }

    private static Session resume() {
        return Session.of("train", "--resume", run.toString(), "--epochs=9");
    }

    @Test
    void theCardIsInTheRunFolder() throws IOException {
        assertThat(Files.readString(run.resolve("data.json")))
                .contains("\"classes\" : [ \"apple\", \"leaf\" ]", "\"training_images\" : 4", "\"training_digest\"");
    }

    @Test
    void aClassThatWasRenamedIsPredictedByTheNameOfTheTraining() throws IOException {
        rename();
        Session session = Session.of("predict", run.toString(), apple.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out())
                .startsWith(apple + ": apple ")
                .contains("leaf")
                .doesNotContain("zapple");
    }

    @Test
    void predictAndExportNeedNoData() throws IOException {
        deleteData();
        Session session = Session.of("predict", run.toString(), apple.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.out()).startsWith(apple + ": apple ");
        Session exported = Session.of("export", run.toString(), "--out=" + folder.resolve("network.zip"));
        assertThat(exported.exitCode()).as(exported.err()).isZero();
        assertThat(exported.out()).contains("means [", "classes come out:  apple, leaf");
    }

    @Test
    void evaluateRefusesOtherClasses() throws IOException {
        rename();
        isRefused(Session.of("evaluate", run.toString()), "classes that are gone: apple, that are new: zapple");
    }

    @Test
    @NeedsDrawing
    void figuresRefuseOtherClasses() throws IOException {
        rename();
        isRefused(Session.of("figures", run.toString()), "that are new: zapple");
    }

    @Test
    void evaluateTellsOfOtherPictures() throws IOException {
        picture(data.resolve("test/leaf/1.png"), RED);
        Session session = Session.of("evaluate", run.toString());
        assertThat(session.exitCode()).as(session.err()).isZero();
        assertThat(session.err())
                .startsWith(
                        "warning: the data are not those that the network was trained with (other validation images");
        assertThat(session.out()).contains("weights of epoch");
    }

    @Test
    void resumeRefusesOtherDataAndWritesNothing() throws IOException {
        List<String> before = contents();
        rename();
        isRefused(resume(), "classes that are gone: apple, that are new: zapple");
        asBefore();
        picture(data.resolve("train/leaf/3.png"), GREEN);
        isRefused(resume(), "5 training images instead of 4");
        asBefore();
        picture(data.resolve("train/leaf/2.png"), RED);
        isRefused(resume(), "other training images or labels");
        deleteData();
        isRefused(resume(), "no such folder");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void resumeWhileAnotherTrainsWritesNothing() throws IOException {
        List<String> before = contents();
        try (RunLock lock = RunLock.of(RunFolder.open(run))) {
            isRefused(resume(), "another process trains in this folder");
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void resumeWithoutCheckpointsWritesNothing() throws IOException {
        Path checkpoints = run.resolve("checkpoints");
        Path away = Files.move(checkpoints, run.resolve("away"));
        Files.createDirectory(checkpoints);
        List<String> before = contents();
        isRefused(resume(), "metrics.csv: has epochs up to 2, but there is no checkpoint");
        assertThat(contents()).isEqualTo(before);
        Files.delete(checkpoints);
        Files.move(away, checkpoints);
    }

    @Test
    void resumeWithEditedSettingsWritesNothing() throws IOException {
        Path config = run.resolve("config.yaml");
        String text = Files.readString(config);
        Files.writeString(config, text.replace("batch-size: 2", "batch-size: 1"));
        List<String> before = contents();
        isRefused(resume(), "batch-size is 1, but the run was trained with 2");
        assertThat(contents()).isEqualTo(before);
        Files.writeString(config, text);
    }
}
