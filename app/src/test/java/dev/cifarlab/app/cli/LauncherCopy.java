package dev.cifarlab.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The launcher in a folder of its own, which has no Maven: what must not be built cannot be.
 *
 * @param folder where it lies, beside what a test copies or makes
 */
record LauncherCopy(Path folder) {

    /** What the launcher printed, and its exit code. */
    record Answer(int exitCode, String text) {}

    static LauncherCopy in(Path folder) throws IOException {
        LauncherCopy copy = new LauncherCopy(folder);
        copy.take("cifar-lab");
        Files.createDirectories(folder.resolve(".mvn"));
        return copy;
    }

    /** Takes a file of the project in. */
    void take(String file) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.copy(Path.of("").toAbsolutePath().getParent().resolve(file), folder.resolve(file));
    }

    /** A program that a shell script stands for. */
    void script(String file, String... lines) throws IOException {
        Path script = folder.resolve(file);
        Files.createDirectories(script.getParent());
        Files.writeString(script, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    /** Something is built already, which a script in place of Java runs. */
    void built(String... java) throws IOException {
        script("jdk/bin/java", java);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
        Files.createDirectories(folder.resolve("app/target"));
        Files.createFile(folder.resolve("app/target/cifar-lab-launch.jar"));
    }

    /** Starts it in a folder, which may be another; empty values stand for variables that are not set. */
    Answer launch(Path place, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", folder.resolve("cifar-lab").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(place.toFile());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
