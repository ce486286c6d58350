package dev.cifarlab.teaching;

import dev.cifarlab.app.settings.UserException;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One student's Java files.
 *
 * @param sources the files
 */
record Submission(List<Path> sources) {

    /**
     * A file, or all Java files of a folder.
     *
     * @throws UserException where there is none
     */
    static Submission of(Path place) {
        if (!Files.exists(place)) {
            throw UserException.usage("%s: there is no such file or folder", place);
        }
        List<Path> sources = files(place, ".java");
        if (sources.isEmpty()) {
            throw UserException.usage(
                    "%s: no Java or Python file; ./cifar-lab grade --starter DIR writes one to begin with", place);
        }
        return new Submission(sources);
    }

    /**
     * A Python file, or that of a folder without Java files; nothing where there is none.
     *
     * @throws UserException where a folder has several
     */
    static Optional<Path> python(Path place) {
        if (!Files.exists(place) || !files(place, ".java").isEmpty()) {
            return Optional.empty();
        }
        List<Path> files = files(place, ".py");
        if (files.size() > 1) {
            throw UserException.usage("%s: %d Python files; name one of them", place, files.size());
        }
        return files.stream().findFirst();
    }

    private static List<Path> files(Path place, String ending) {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw UserException.failed(e, "%s cannot be read (%s)", place, e.getMessage());
        }
    }

    /**
     * Compiles into a folder.
     *
     * @return why it gets no marks: the first error, or something that a solution may not use
     */
    Optional<String> compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw UserException.failed("this Java has no compiler; point JAVA_HOME at a JDK");
        }
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        List<String> options = List.of(
                "-proc:none",
                "-implicit:none",
                "-encoding",
                "UTF-8",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-sourcepath",
                classes.toString());
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(messages, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            new StringWriter(),
                            manager,
                            messages,
                            options,
                            null,
                            manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            return compiled ? refusal(classes) : Optional.of("does not compile: " + firstError(messages));
        }
    }

    private static String firstError(DiagnosticCollector<JavaFileObject> messages) {
        return messages.getDiagnostics().stream()
                .filter(message -> message.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .map(error -> {
                    JavaFileObject source = error.getSource();
                    String place = source == null
                            ? ""
                            : new File(source.getName()).getName() + ":" + error.getLineNumber() + ": ";
                    return place + error.getMessage(null).replaceAll("\\s+", " ");
                })
                .orElse("the compiler gives no reason");
    }

    private static Optional<String> refusal(Path classes) throws IOException {
        List<ClassFile> files = new ArrayList<>();
        for (String name : names(classes)) {
            files.add(ClassFile.read(classes.resolve(name.replace('.', '/') + ".class")));
        }
        return Rules.refusal(names(classes), files).map(reason -> "refused: " + reason);
    }

    /** Names of the classes in a folder. */
    static Set<String> names(Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith(".class"))
                    .forEach(name -> names.add(
                            name.substring(0, name.length() - ".class".length()).replace(File.separatorChar, '.')));
            return names;
        }
    }
}
