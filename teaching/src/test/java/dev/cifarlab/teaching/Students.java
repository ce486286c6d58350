package dev.cifarlab.teaching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;

/** Solutions of students, and what the grader says of them. */
final class Students {

    /** What a command printed, and its exit code. */
    record Answer(int exitCode, String out, String err) {}

    private Students() {}

    /** A solution that is right. */
    static String right() throws IOException {
        return text("/Solution.java.txt");
    }

    /** A file of the tests. */
    static String text(String name) throws IOException {
        try (InputStream text = Students.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The right solution with something replaced, which must be there. */
    static String with(String part, String other) throws IOException {
        assertThat(right()).contains(part);
        return right().replace(part, other);
    }

    /** Why a solution is not run, if so. */
    static Optional<String> refusal(Path folder, String text) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path file = Files.writeString(folder.resolve("Solution.java"), text);
        return Submission.of(file).compile(classes);
    }

    /** Marks, without a process. */
    static List<Mark> marks(Path folder, String text, double seconds) throws IOException {
        assertThat(refusal(folder, text)).isEmpty();
        return Examiner.marks(Subject.ALL, folder.resolve("classes"), new Marker(1, seconds));
    }

    static Answer grade(Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                GradeCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        String[] arguments = new String[words.length];
        for (int k = 0; k < words.length; k++) {
            arguments[k] = words[k].toString();
        }
        return new Answer(command.execute(arguments), out.toString(), err.toString());
    }
}
