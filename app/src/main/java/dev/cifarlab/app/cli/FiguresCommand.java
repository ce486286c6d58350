package dev.cifarlab.app.cli;

import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws all figures of a trained network. */
@Command(
        name = "figures",
        mixinStandardHelpOptions = true,
        description = "Draws curves, filters, feature maps, confusion matrix and mistakes of a run into its folder.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab figures runs/resnet18-cifar10-0",
            "  ./cifar-lab figures runs/resnet18-cifar10-0 --image dog.jpg"
        })
final class FiguresCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @ArgGroup
    private @Nullable ImageChoice choice;

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(run);
        Console console = new Console(spec.commandLine());
        FigureDrawing.draw(folder, choice, true, console);
        console.line("figures in %s", FigureFolder.of(folder).path());
        return 0;
    }
}
