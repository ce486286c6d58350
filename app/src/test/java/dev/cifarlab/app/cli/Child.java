package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One command as a process of its own, which can be killed; its output goes to a file. */
final class Child implements AutoCloseable {

    private static final long LONGEST_SECONDS = 240;

    private final Process process;
    private final Path output;

    private Child(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * A JVM with our class path. The compiler's quick tier is enough, and starts sooner; lines that it reaches count
     * where those of this JVM do.
     */
    static List<String> jvm() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g"));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        return command;
    }

    static Child start(Path output, String... arguments) throws IOException {
        return start(output, Map.of("OMP_WAIT_POLICY", "PASSIVE"), arguments);
    }

    /** With more in its environment, and without what is given an empty value. */
    static Child start(Path output, Map<String, String> environment, String... arguments) throws IOException {
        return start(Path.of("").toAbsolutePath(), output, environment, arguments);
    }

    /** The same in a folder. */
    static Child start(Path folder, Path output, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = jvm();
        command.add(Main.class.getName());
        command.addAll(Arrays.asList(arguments));
        return start(folder, output, environment, command);
    }

    /** Any command. */
    static Child start(Path output, Map<String, String> environment, List<String> command) throws IOException {
        return start(Path.of("").toAbsolutePath(), output, environment, command);
    }

    private static Child start(Path folder, Path output, Map<String, String> environment, List<String> command)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putIfAbsent("TERM", "dumb");
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return new Child(builder.redirectOutput(output.toFile()).start(), output);
    }

    /** Waits for its end. */
    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
                .as(output())
                .isTrue();
        return process.exitValue();
    }

    /** Waits until something is so; false where the process ended before. */
    boolean waitUntil(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (process.waitFor(1, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Waits some time; false where the process ended before. */
    boolean waitFor(long milliseconds) throws InterruptedException {
        return !process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal, for instance {@code KILL}; by the shell's own kill, as the program is not everywhere. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start()
                .waitFor();
    }

    /** Ports that the process listens on, by Linux's own tables; none elsewhere. */
    List<String> listening() throws IOException {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        if (!Files.isDirectory(proc)) {
            return List.of();
        }
        Set<String> own = new HashSet<>();
        try (Stream<Path> links = Files.list(proc.resolve("fd"))) {
            for (Path link : links.toList()) {
                own.add(target(link));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6", "net/udp", "net/udp6")) {
            lines.addAll(Files.readAllLines(proc.resolve(table)));
        }
        return lines.stream()
                .map(line -> line.strip().split("\\s+"))
                .filter(cells -> cells.length > 9 && own.contains("socket:[" + cells[9] + "]"))
                .map(cells -> cells[1])
                .toList();
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "closed in the meantime";
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "no output: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
