package dev.cifarlab.teaching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Marks one student's layers. */
@Command(
        name = "cifar-lab grade",
        mixinStandardHelpOptions = true,
        description = "Marks a student's own version of questions 1.1 to 2.4 in Java or Python, and names its mistakes"
                + " (docs/teaching.md).")
final class GradeCommand implements Callable<Integer> {

    private static final List<String> STARTER = List.of("Solution.java", "Extra.java");

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|DIR",
            description = "one student's .java or .py file, or the folder with it")
    private @Nullable Path solution;

    @Option(
            names = "--starter",
            paramLabel = "DIR",
            description = "write Solution.java and Extra.java, with blanks to fill in")
    private @Nullable Path starter;

    @Option(names = "--json", description = "print Gradescope's JSON in place of a table")
    private boolean json;

    @Option(
            names = "--python",
            paramLabel = "COMMAND",
            description = "runs Python files; it has NumPy (default: PYTHON in the environment, else python3)")
    private @Nullable String python;

    @Option(names = "--names", paramLabel = "FILE", description = "YAML: the notebook's name: the Python file's name")
    private @Nullable Path names;

    @Option(names = "--seed", description = "decides the hidden inputs (default: the course's, else 1)")
    private @Nullable Integer seed;

    @Option(
            names = "--course",
            paramLabel = "DIR",
            description = "a course's own marks, seed and wrong versions: course.yaml and Java files")
    private @Nullable Path course;

    @Option(
            names = "--time-limit",
            paramLabel = "SECONDS",
            defaultValue = "5",
            description = "for an exercise (default: ${DEFAULT-VALUE})")
    private double seconds;

    @Option(
            names = "--memory-limit",
            paramLabel = "MB",
            defaultValue = "512",
            description = "for its arrays; Java's process takes twice as much, and 256 MB (default: ${DEFAULT-VALUE})")
    private int megabytes;

    /** Runs {@code grade ...}; ends with 0 whenever marks were given. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return Commands.line(new GradeCommand());
    }

    @Override
    public Integer call() throws JsonProcessingException {
        PrintWriter out = spec.commandLine().getOut();
        if (starter != null) {
            write(starter);
            out.println("wrote Solution.java and Extra.java; fill in their blanks (Extra.java's are extra marks), then:"
                    + " ./cifar-lab grade " + starter);
            return 0;
        }
        if (solution == null) {
            throw UserException.usage("name a Java or Python file or a folder, or --starter DIR to begin with");
        }
        if ((seed != null && seed < 0) || !(seconds > 0) || megabytes < 64) {
            throw UserException.usage("--seed is at least 0, --time-limit above 0, --memory-limit at least 64");
        }
        List<Mark> marks = marks(solution);
        if (json) {
            out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("tests", marks)));
        } else {
            if (!Namespace.HERE) {
                spec.commandLine()
                        .getErr()
                        .println("cifar-lab: this system gives a solution no namespace without network");
            }
            print(out, marks);
        }
        out.flush();
        return 0;
    }

    private List<Mark> marks(Path place) {
        Course own = course == null ? null : Course.read(course);
        Integer ofCourse = own == null ? null : own.seed();
        int drawnBy = seed != null ? seed : ofCourse != null ? ofCourse : 1;
        Grading grading = new Grading(drawnBy, seconds, megabytes, own);
        Optional<Path> file = Submission.python(place);
        return file.isPresent()
                ? grading.marks(file.get(), PythonSetup.of(python, names))
                : grading.marks(Submission.of(place));
    }

    private static void write(Path folder) {
        for (String name : STARTER) {
            try (InputStream text = GradeCommand.class.getResourceAsStream(name + ".txt")) {
                Files.createDirectories(folder);
                Files.copy(Objects.requireNonNull(text), folder.resolve(name));
            } catch (FileAlreadyExistsException e) {
                throw UserException.usage(
                        "%s is there already, and is left as it is; choose another folder", e.getFile());
            } catch (IOException e) {
                throw UserException.failed(e, "%s cannot be written (%s)", folder.resolve(name), e.getMessage());
            }
        }
    }

    private static void print(PrintWriter out, List<Mark> marks) {
        String before = "";
        for (Mark mark : marks) {
            out.printf(Locale.ROOT, "%5.2f of %2.0f  %s%n", mark.score(), mark.maxScore(), mark.name());
            if (!mark.output().isEmpty()) {
                out.println("             " + (mark.output().equals(before) ? "the same" : mark.output()));
            }
            before = mark.output();
        }
        double score = marks.stream().mapToDouble(Mark::score).sum();
        List<Mark> due = marks.stream()
                .filter(mark -> !mark.name().startsWith(Mark.EXTRA))
                .toList();
        double most = due.stream().mapToDouble(Mark::maxScore).sum();
        double extra = score - due.stream().mapToDouble(Mark::score).sum();
        String besides = due.size() == marks.size() ? "" : String.format(Locale.ROOT, ", %.2f of them extra", extra);
        out.printf(Locale.ROOT, "%5.2f of %2.0f  in all%s%n", score, most, besides);
    }
}
