package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.DivergedException;
import dev.cifarlab.app.training.StoppedException;
import java.io.PrintWriter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one line on standard error and an exit code. */
final class Errors {

    /** What picocli says of an argument that is no path, its characters being beyond the locale's. */
    private static final Pattern NO_PATH = Pattern.compile(".*cannot convert '(.*?)' to .*InvalidPathException.*");

    private Errors() {}

    static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String words = oneLine(e.getMessage());
        Matcher path = NO_PATH.matcher(words);
        print(
                command,
                path.matches()
                        ? path.group(1) + ": no file can be named so here"
                        : words + guess(e) + " (see: ./" + name + " --help)");
        return UserException.USAGE;
    }

    private static String guess(ParameterException e) {
        List<String> guesses = e instanceof UnmatchedArgumentException unknown ? unknown.getSuggestions() : List.of();
        return guesses.isEmpty() ? "" : "; did you mean " + guesses.get(0).replaceAll("[= \\[].*", "") + "?";
    }

    /** What no command can mend. */
    static Exception explained(Error e) {
        if (e instanceof OutOfMemoryError) {
            return UserException.failed(
                    e,
                    "no memory is left (%s); use fewer or smaller images, a smaller --batch-size, or give the JVM more"
                            + " by CIFAR_LAB_JAVA_OPTS=-Xmx4g",
                    e.getMessage());
        }
        if (e instanceof LinkageError) {
            return UserException.failed(
                    e,
                    "a library cannot be loaded (%s); see ./cifar-lab doctor, or build anew by ./mvnw clean package"
                            + " -DskipTests",
                    Reason.root(e)); // without the names of Java's wrappers
        }
        return new IllegalStateException(e);
    }

    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        print(command, message(e));
        if (command.getCommandSpec().root().userObject() instanceof CifarLab root && root.debug()) {
            e.printStackTrace(command.getErr());
            command.getErr().flush();
        }
        return e instanceof UserException user ? user.exitCode() : UserException.FAILED;
    }

    private static String message(Exception e) {
        if (e instanceof UserException || e instanceof DivergedException || e instanceof StoppedException) {
            return oneLine(e.getMessage());
        }
        String kind = e.getClass().getSimpleName();
        return kind + ": " + oneLine(e.getMessage()) + " (a defect; --debug shows where)";
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "no message"
                : message.replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }

    private static void print(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("cifar-lab: " + line + Hints.after(line));
        err.flush();
    }
}
