package dev.cifarlab.app.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that holds all others. */
@Command(
        name = "cifar-lab",
        mixinStandardHelpOptions = true,
        versionProvider = Build.class,
        description = "Trains and compares a ResNet-18 and an MLP on CIFAR-10.",
        footer = {
            "",
            "Start with:  ./cifar-lab quickstart",
            "Then:        ./cifar-lab train --data cifar10 --download --epochs 2",
            "Help on one: ./cifar-lab train --help",
            "Marks for layers written by hand: ./cifar-lab grade --help"
        })
final class CifarLab implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            QuickstartCommand.class,
            TrainCommand.class,
            SearchCommand.class,
            StudyCommand.class,
            CompareCommand.class,
            RunsCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            PredictCommand.class,
            FiguresCommand.class,
            PictureCommand.class,
            ReportCommand.class,
            DataCommand.class,
            SummaryCommand.class,
            LrFindCommand.class,
            AblateCommand.class,
            CheckCommand.class,
            DoctorCommand.class,
            CompletionCommand.class,
            ManualCommand.class);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            order = 1000,
            description = "where a command fails, print the stack trace as well")
    private boolean debug;

    /** The launcher takes this flag away after choosing the jar; what comes here bypassed it. */
    @Option(
            names = "--backend",
            paramLabel = "BACKEND",
            description = "before COMMAND: cpu (default), cuda or cuda-jit (NVIDIA GPUs, see docs/cuda.md)")
    void backend(String label) {
        if (!label.equals(Build.backend().label())) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(
                            "this is the build for %s; ./cifar-lab --backend %s COMMAND takes another",
                            Build.backend().label(), label));
        }
    }

    /** The launcher's alone. */
    @Option(
            names = "--background",
            description = "before COMMAND: it runs on without the terminal, and takes what processor time others leave")
    void background(boolean asked) {
        if (asked) {
            throw new ParameterException(
                    spec.commandLine(), "only the launcher has --background: ./cifar-lab --background COMMAND");
        }
    }

    /** The command that the first word names, alone, as picocli needs a while for each; else all. */
    static Stream<CommandLine> commands(String... words) {
        List<Class<?>> named = COMMANDS.stream()
                .filter(type -> words.length > 0
                        && type.getAnnotation(Command.class).name().equals(words[0]))
                .toList();
        return (named.isEmpty() ? COMMANDS : named).stream().map(CommandLine::new);
    }

    /** Whether the flag was given, at whichever command. */
    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command, for instance: ./cifar-lab quickstart");
    }
}
