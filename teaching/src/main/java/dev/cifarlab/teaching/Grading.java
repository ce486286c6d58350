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
import org.jspecify.annotations.Nullable;

/**
 * Marks a submission in a process of its own.
 *
 * @param seed decides the hidden inputs
 * @param seconds for an exercise; all of them may take ten times as long, and the JVM's start
 * @param megabytes of Java's memory; the process as a whole takes at most twice as many and 256
 * @param course its own marks and wrong versions, or null
 */
record Grading(
        int seed, double seconds, int megabytes, @Nullable Course course) {

    private static final String COURSE = "course";

    /** Marks of all questions; where a solution cannot be run, none, with the reason. */
    List<Mark> marks(Submission submission) {
        return in(folder -> {
            List<Subject<?>> subjects = subjects(folder);
            Path classes = Files.createDirectory(folder.resolve("classes"));
            Optional<String> reason = submission.compile(classes);
            return reason.isPresent() ? Examiner.none(subjects, reason.get()) : examined(subjects, folder, classes);
        });
    }

    /** Marks of a Python file. */
    List<Mark> marks(Path file, PythonSetup setup) {
        return in(folder -> {
            try (PythonSolution solution = new PythonSolution(folder, file, setup, megabytes, seconds)) {
                return solution.marks(subjects(folder), new Marker(seed, seconds));
            }
        });
    }

    private List<Subject<?>> subjects(Path folder) throws IOException {
        if (course == null) {
            return Subject.ALL;
        }
        course.compile(folder.resolve(COURSE));
        return course.subjects(folder.resolve(COURSE));
    }

    private interface InFolder {
        List<Mark> marks(Path folder) throws IOException;
    }

    private static List<Mark> in(InFolder marking) {
        try {
            Path folder = Files.createTempDirectory("cifar-lab-grade");
            try {
                return marking.marks(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw UserException.failed(e, "the temporary folder cannot be written (%s)", e.getMessage());
        }
    }

    private List<Mark> examined(List<Subject<?>> subjects, Path folder, Path classes) {
        try {
            Path answer = folder.resolve("marks.json");
            Process process = start(folder, classes, answer);
            boolean ended = process.waitFor((long) (10_000 * (seconds + 1)), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            String json = Files.readString(answer);
            if (!ended) {
                return Examiner.none(subjects, String.format("stopped after %.0f s in all", 10 * (seconds + 1)));
            }
            return json.isBlank()
                    ? Examiner.none(
                            subjects, "its process ended before it was marked (exit code " + process.exitValue() + ")")
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
        if (course != null) {
            builder.command().add(course.folder().toAbsolutePath().toString());
            builder.command().add(folder.resolve(COURSE).toString());
        }
        builder.command(Namespace.of(builder.command()));
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.directory(folder.toFile());
        builder.redirectOutput(answer.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        return builder.start();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
