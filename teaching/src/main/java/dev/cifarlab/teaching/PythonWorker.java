package dev.cifarlab.teaching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.app.settings.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Python process that has one student's file and answers calls: a line of JSON each way. */
final class PythonWorker implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private static final int NOT_FOUND = 127;

    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private final JsonNode greeting;
    private volatile boolean busy;

    /**
     * Starts it.
     *
     * @param folder that it runs in
     * @throws IOException where there is no such command
     */
    PythonWorker(Path folder, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(Namespace.of(command)).directory(folder.toFile());
        for (String threads : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            builder.environment().put(threads, "1");
        }
        process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        answers = process.inputReader(StandardCharsets.UTF_8);
        requests = process.outputWriter(StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (line == null && exitCode() == NOT_FOUND) { // unshare's
            throw new IOException(command + " cannot be started");
        }
        greeting = line == null
                ? JSON.createObjectNode().put("error", ended("while the file was read"))
                : JSON.readTree(line);
    }

    /** What it said at its start: {@code classes}, or {@code missing} where NumPy is, or {@code error}. */
    JsonNode greeting() {
        return greeting;
    }

    /** Whether it can be asked: it lives, and no earlier call goes on. */
    boolean ready() {
        return process.isAlive() && !busy;
    }

    /**
     * Its answer.
     *
     * @throws SolutionError where the student's code stopped, or its process
     */
    JsonNode ask(JsonNode request) {
        busy = true;
        @Nullable String line;
        try {
            requests.write(JSON.writeValueAsString(request) + "\n");
            requests.flush();
            line = answers.readLine();
        } catch (IOException e) {
            line = null;
        }
        if (line == null) {
            throw new SolutionError(ended("before it answered"));
        }
        busy = false;
        try {
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw new SolutionError(answer.get("error").asText());
            }
            return answer;
        } catch (IOException e) {
            throw UserException.failed(e, "the answer of the Python process cannot be read (%s)", e.getMessage());
        }
    }

    private String ended(String when) {
        return "its process ended " + when + " (exit code " + exitCode() + ")";
    }

    private int exitCode() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
