package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.UserException;
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

    static int failed(Exception e, CommandLine command, ParseResult parsed) {
        print(command, message(e));
        if (System.getenv("CIFAR_LAB_DEBUG") != null) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof UserException user ? user.exitCode() : UserException.FAILED;
    }

    private static String message(Exception e) {
        if (e instanceof UserException || e instanceof DivergedException || e instanceof StoppedException) {
            return oneLine(e.getMessage());
        }
        String kind = e.getClass().getSimpleName();
        return kind + ": " + oneLine(e.getMessage()) + " (a defect; set CIFAR_LAB_DEBUG=1 to see where)";
    }

    private static String oneLine(@Nullable String message) {
        return message == null ? "no message" : message.replaceAll("\\s*\\R\\s*", " ");
    }

    private static void print(CommandLine command, String line) {
        PrintWriter err = command.getErr();
        err.println("cifar-lab: " + line);
        err.flush();
    }
}
