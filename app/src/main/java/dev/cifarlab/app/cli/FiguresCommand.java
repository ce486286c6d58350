package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.figures.FigureFolder;
import dev.cifarlab.app.lab.FigureDrawing;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "figures",
        description = "Draws curves, filters, feature maps, confusion matrix and mistakes of a run into its folder.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab figures runs/resnet18-cifar10-0",
            "  ./cifar-lab figures runs/resnet18-cifar10-0 --image dog.jpg"
        })
@Needs({Need.BACKEND, Need.PICTURES})
final class FiguresCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @ArgGroup
    private @Nullable Choice choice;

    /** One or the other. */
    private static final class Choice {

        @Option(names = "--image", paramLabel = "FILE", description = "a picture of your own; needs no data set")
        private @Nullable Path file;

        @Option(names = "--image-index", paramLabel = "N", description = "a test image (default 12)")
        private int index;
    }

    @Override
    int run(Console console) {
        FigureDrawing.Choice image = choice == null ? null : new FigureDrawing.Choice(choice.file, choice.index);
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
            new FigureDrawing(trained, console::warn).draw(image);
        }
        console.line("figures in %s", FigureFolder.of(new RunFolder(run)).path());
        return 0;
    }
}
