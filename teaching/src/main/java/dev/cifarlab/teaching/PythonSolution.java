package dev.cifarlab.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One student's Python file and the process that runs it; a new one where a call did not end. */
final class PythonSolution implements AutoCloseable {

    private final Path folder;
    private final List<String> arguments;
    private final String python;
    private PythonWorker worker;

    /**
     * Reads the file.
     *
     * @param folder for the driver
     * @throws UserException where there is no Python with NumPy
     */
    PythonSolution(Path folder, Path file, PythonSetup setup, int megabytes, double seconds) throws IOException {
        this.folder = folder;
        for (String script : List.of("driver.py", "rules.py")) {
            try (InputStream text = PythonSolution.class.getResourceAsStream(script)) {
                Files.copy(Objects.requireNonNull(text), folder.resolve(script));
            }
        }
        List<String> classes = Subject.ALL.stream().map(Subject::notebook).toList();
        arguments = List.of(
                "-B",
                "driver.py",
                file.toAbsolutePath().toString(),
                Integer.toString(megabytes),
                Double.toString(seconds),
                json(setup.names()),
                json(classes));
        List<String> tried = new ArrayList<>();
        for (String candidate : setup.pythons()) {
            PythonWorker first = started(candidate, tried);
            if (first != null) {
                python = candidate;
                worker = first;
                return;
            }
        }
        throw UserException.failed(
                "no Python with NumPy: %s; install it (Debian: apt-get install python3-numpy), or name one with"
                        + " --python",
                String.join("; ", tried));
    }

    private static String json(Object content) throws JsonProcessingException {
        return PythonWorker.JSON.writeValueAsString(content);
    }

    private @Nullable PythonWorker started(String candidate, List<String> tried) {
        try {
            PythonWorker first = new PythonWorker(folder, command(candidate));
            JsonNode missing = first.greeting().get("missing");
            if (missing == null) {
                return first;
            }
            tried.add(candidate + " (" + missing.asText() + ")");
        } catch (IOException e) {
            tried.add(candidate + " (cannot be started)");
        }
        return null;
    }

    private List<String> command(String candidate) {
        List<String> command = new ArrayList<>(List.of(candidate));
        command.addAll(arguments);
        return command;
    }

    /** Marks of all questions. */
    List<Mark> marks(List<Subject<?>> subjects, Marker marker) {
        JsonNode greeting = worker.greeting();
        List<Mark> marks = new ArrayList<>();
        if (greeting.has("error")) {
            return Examiner.none(subjects, greeting.get("error").asText());
        }
        for (Subject<?> subject : subjects) {
            marks.addAll(marks(subject, greeting.get("classes").toString(), marker));
        }
        return marks;
    }

    private <S> List<Mark> marks(Subject<S> subject, String classes, Marker marker) {
        boolean found = classes.contains("\"" + subject.notebook() + "\"");
        if (!found && subject.extra()) {
            return List.of();
        }
        return found
                ? marker.marks(subject, a -> subject.python().of(this, a))
                : Examiner.none(subject, "no class " + subject.notebook());
    }

    /** A process that can be asked. */
    PythonWorker worker() {
        if (!worker.ready()) {
            worker.close();
            try {
                worker = new PythonWorker(folder, command(python));
            } catch (IOException e) {
                throw UserException.failed(e, "%s cannot be started again (%s)", python, e.getMessage());
            }
        }
        return worker;
    }

    @Override
    public void close() {
        worker.close();
    }
}
