package dev.cifarlab.teaching;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Marks a submission in a process of its own.
 *
 * @param seed decides the hidden inputs
 * @param seconds for an exercise; all of them may take ten times as long, and the JVM's start
 * @param megabytes of Java's memory; the process as a whole takes at most twice as many and 256
 */
record Grading(int seed, double seconds, int megabytes) {

    /** Marks of all questions; where a solution cannot be run, none, with the reason. */
    List<Mark> marks(Submission submission) {
        try {
            Path folder = Files.createTempDirectory("cifar-lab-grade");
            try {
                Path classes = Files.createDirectory(folder.resolve("classes"));
                Optional<String> reason = submission.compile(classes);
                return reason.map(Grading::none).orElseGet(() -> examined(folder, classes));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw UserException.failed(e, "the temporary folder cannot be written (%s)", e.getMessage());
        }
    }

    /** Marks of a Python file. */
    List<Mark> marks(Path file, PythonSetup setup) {
        try {
            Path folder = Files.createTempDirectory("cifar-lab-grade");
            try (PythonSolution solution = new PythonSolution(folder, file, setup, megabytes, seconds)) {
                return solution.marks(new Marker(seed, seconds));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw UserException.failed(e, "the temporary folder cannot be written (%s)", e.getMessage());
        }
    }

    private List<Mark> examined(Path folder, Path classes) {
        try {
            Path answer = folder.resolve("marks.json");
            Process process = start(folder, classes, answer);
            boolean ended = process.waitFor((long) (10_000 * (seconds + 1)), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            String json = Files.readString(answer);
            if (!ended) {
                return none(String.format("stopped after %.0f s in all", 10 * (seconds + 1)));
            }
            return json.isBlank()
                    ? none("its process ended before it was marked (exit code " + process.exitValue() + ")")
                    : new ObjectMapper().readValue(json, new TypeReference<>() {});
        } catch (IOException e) {
            throw UserException.failed(e, "the process for the solution does not run (%s)", e.getMessage());
        } catch (InterruptedException e) {
            throw UserException.failed(e, "stopped");
        }
    }

    private Process start(Path folder, Path classes, Path answer) throws IOException {
        String memory = megabytes + "m";
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Dorg.bytedeco.javacpp.maxbytes=" + memory,
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (2 * megabytes + 256) + "m",
                "-Dorg.bytedeco.javacpp.maxRetries=1",
                "-cp",
                System.getProperty("java.class.path"),
                Examiner.class.getName(),
                classes.toString(),
                Integer.toString(seed),
                Double.toString(seconds));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.directory(folder.toFile());
        builder.redirectOutput(answer.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    /** No marks for the assignment's questions. */
    static List<Mark> none(String reason) {
        return Subject.ALL.stream()
                .filter(subject -> !subject.extra())
                .flatMap(subject -> Examiner.none(subject, reason).stream())
                .toList();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
