package dev.cifarlab.teaching;

import dev.cifarlab.app.settings.UserException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** What this module's commands have in common: an error is one line. */
public final class Commands {

    private Commands() {}

    /** What reads the arguments of an annotated command. */
    public static CommandLine line(Object command) {
        return new CommandLine(command)
                .setParameterExceptionHandler((e, words) -> told(
                        e.getCommandLine(),
                        e.getMessage() + " (see: ./" + e.getCommandLine().getCommandName() + " --help)",
                        UserException.USAGE))
                .setExecutionExceptionHandler((e, line, parsed) -> {
                    if (e instanceof UserException user) {
                        return told(line, user.getMessage(), user.exitCode());
                    }
                    throw e;
                });
    }

    private static int told(CommandLine line, @Nullable String message, int exitCode) {
        line.getErr().println("cifar-lab: " + message);
        line.getErr().flush();
        return exitCode;
    }
}
