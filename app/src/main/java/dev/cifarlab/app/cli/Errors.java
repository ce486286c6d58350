package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.DivergedException;
import dev.cifarlab.app.training.StoppedException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one line on standard error and an exit code. */
final class Errors {

    private Errors() {}

    static int wrongUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        print(command, oneLine(e.getMessage()) + guess(e) + " (see: ./" + name + " --help)");
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
                    root(e));
        }
        return new IllegalStateException(e);
    }

    /** What all the others came of, without the names of Java's wrappers. */
    private static Throwable root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e : root(e.getCause());
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
