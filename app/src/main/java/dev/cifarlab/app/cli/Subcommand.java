package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.Setting;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands share: help, a console, and the settings that were given as flags. */
@Command(mixinStandardHelpOptions = true)
abstract class Subcommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    /** Does the work and returns the exit code. */
    abstract int run(Console console);

    /** Where the command prints to. */
    Console console(CommandLine command) {
        return new Console(command);
    }

    @Override
    public final Integer call() {
        return run(console(spec.commandLine()));
    }

    /** The settings that were given on the command line. */
    final Map<Setting<?>, String> given() {
        return SettingFlags.given(spec.commandLine().getParseResult());
    }
}
