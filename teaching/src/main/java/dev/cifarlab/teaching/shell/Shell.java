package dev.cifarlab.teaching.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.nd4j.linalg.factory.Nd4j;

/** The JDK's JShell in this JVM, with our class path and what startup.jsh imports. */
public final class Shell {

    private Shell() {}

    /** Runs {@code jshell ...}: the arguments, files of snippets for instance, are JShell's. */
    public static void main(String[] arguments) throws Exception {
        if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
            System.err.println("cifar-lab: '" + System.getProperty("java.home")
                    + "' is a JRE without jshell; install a JDK 17 or later, or point JAVA_HOME at one");
            System.exit(1);
        }
        Thread backend = new Thread(() -> Nd4j.zeros(1), "backend"); // ready when the first line is typed
        backend.setDaemon(true);
        backend.start();
        if (Boolean.getBoolean("cifarlab.terminal")) {
            System.out.println("ND4J, the layers by hand and cmp(name, mine, reference) are imported;"
                    + " lines to try: docs/backpropagation.md");
        }
        System.exit(start(JavaShellToolBuilder.builder(), arguments));
    }

    /** Runs the tool to its end; its exit code. */
    static int start(JavaShellToolBuilder tool, String... arguments) throws Exception {
        Path startup = Files.createTempFile("cifar-lab", ".jsh");
        try {
            write(startup);
            List<String> words = new ArrayList<>(List.of("--execution", "local", "--startup", startup.toString()));
            words.addAll(List.of("--class-path", System.getProperty("java.class.path")));
            words.addAll(List.of(arguments));
            return tool.start(words.toArray(String[]::new));
        } finally {
            Files.delete(startup);
        }
    }

    private static void write(Path startup) throws IOException {
        try (InputStream text = Shell.class.getResourceAsStream("startup.jsh")) {
            Files.copy(Objects.requireNonNull(text), startup, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
