package dev.cifarlab.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A study of two cells and the MLP on a few synthetic images, trained once for all tests.
 *
 * @param folder the study's folder
 * @param session what the command said
 */
record SmallStudy(Path folder, Session session) {

    static final List<String> FLAGS = List.of(
            "--preset=paper",
            "--data=synthetic",
            "--train-limit=20",
            "--test-limit=20",
            "--batch-size=10",
            "--epochs=2",
            "--inits=glorot-normal");

    private static final SmallStudy STUDY = train();

    static SmallStudy get() {
        return STUDY;
    }

    private static SmallStudy train() {
        try {
            Path folder = Files.createTempDirectory("study").resolve("small");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder.getParent())));
            List<String> arguments = new ArrayList<>(List.of("study", "--out=" + folder));
            arguments.addAll(FLAGS);
            return new SmallStudy(folder, Session.of(arguments.toArray(String[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Checkpoints are large, and no test's own. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
