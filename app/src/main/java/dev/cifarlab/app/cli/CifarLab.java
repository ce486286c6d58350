package dev.cifarlab.app.cli;

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
        versionProvider = Version.class,
        description = "Trains and compares a ResNet-18 and an MLP on CIFAR-10.",
        footer = {
            "",
            "Start with:  ./cifar-lab quickstart",
            "Then:        ./cifar-lab train --data cifar10 --download --epochs 2",
            "Help on one: ./cifar-lab train --help"
        },
        subcommands = {
            QuickstartCommand.class,
            TrainCommand.class,
            SearchCommand.class,
            StudyCommand.class,
            CompareCommand.class,
            EvaluateCommand.class,
            ExportCommand.class,
            PredictCommand.class,
            FiguresCommand.class,
            ReportCommand.class,
            DataCommand.class,
            DoctorCommand.class
        })
final class CifarLab implements Runnable {

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

    /** Whether the flag was given, at whichever command. */
    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command, for instance: ./cifar-lab quickstart");
    }
}
