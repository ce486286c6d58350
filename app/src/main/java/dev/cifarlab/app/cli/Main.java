package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.device.Backend;
import dev.cifarlab.app.device.Driver;
import dev.cifarlab.app.device.DriverRule;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.settings.UserException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Entry point of the application. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0, 1 for a failed run, 2 for wrong usage, 130 or 143
     * for one that SIGINT or SIGTERM ended.
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        Locale.setDefault(Locale.ROOT); // numbers of libraries as ours
        System.setProperty("user.language", "en"); // which Java's choice of fonts goes by
        StopSignal.install();
        Hints.load();
        int exitCode = UserException.FAILED;
        try {
            exitCode = execute(new Output(new FileOutputStream(FileDescriptor.out)), args);
        } catch (LinkageError | TypeNotPresentException e) {
            System.err.println(
                    "cifar-lab: a library in lib/ cannot be read (" + e.getMessage() + ")" + Hints.after(""));
        }
        StopSignal.commandEnded();
        System.exit(exitCode);
    }

    /** Runs one command that prints to {@code output}. */
    static int execute(Output output, String... args) {
        CommandLine commandLine = commandLine(args).setOut(output.writer());
        return output.exitCode(commandLine.execute(args), commandLine.getErr());
    }

    /** What reads these words, as tests run it. */
    static CommandLine commandLine(String... words) {
        CommandLine commandLine = new CommandLine(new CifarLab());
        CifarLab.commands(words).forEach(commandLine::addSubcommand);
        commandLine.setParameterExceptionHandler(Errors::wrongUsage);
        commandLine.setExecutionExceptionHandler(Errors::failed);
        commandLine.setExecutionStrategy(Main::run);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setHelpFactory(HelpLabels::new);
        return commandLine;
    }

    /** Prepares what a command needs, and runs it. */
    private static int run(ParseResult parsed) {
        List<CommandLine> commands = parsed.asCommandLineList();
        CommandLine last = commands.get(commands.size() - 1);
        List<Need> needs = needs(last);
        try {
            if (needs.contains(Need.BACKEND)) {
                NativeFolder.prepare();
            }
            if (needs.contains(Need.PICTURES)) {
                Fonts.require();
            }
        } catch (UserException e) {
            return Errors.failed(e, last, parsed);
        }
        if (needs.contains(Need.BACKEND) && !backendRuns(last)) {
            return UserException.FAILED;
        }
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError | LinkageError | StackOverflowError e) {
            return Errors.failed(Errors.explained(e), last, parsed);
        }
    }

    static List<Need> needs(CommandLine command) {
        boolean asksForHelp = command.isUsageHelpRequested() || command.isVersionHelpRequested();
        Needs needs = command.getCommand().getClass().getAnnotation(Needs.class);
        return asksForHelp || needs == null ? List.of() : List.of(needs.value());
    }

    private static boolean backendRuns(CommandLine command) {
        Backend backend = Build.backend();
        if (backend == Backend.CPU) {
            return true;
        }
        Driver driver = Driver.look();
        String refusal = DriverRule.refusal(backend, driver);
        if (!refusal.isEmpty()) {
            command.getErr().println("cifar-lab: " + refusal);
            command.getErr().flush();
            return false;
        }
        if (DriverRule.compilesFirst(backend, driver)) {
            new Console(command)
                    .warn("the first start on a GPU this new takes tens of minutes: the driver compiles the kernels; "
                            + "later ones find them in ~/.nv/ComputeCache");
        }
        return true;
    }
}
