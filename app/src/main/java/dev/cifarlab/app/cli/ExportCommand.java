package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.export.StockExport;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = {
            "Writes a run's network, as it was after its best epoch, as a file for Deeplearning4j's ModelSerializer,",
            "made of its own layers. Input: images (n, channels, height, width); output: probabilities (n, classes)."
        },
        footer = {"", "Example:  ./cifar-lab export runs/resnet18-cifar10-0 --out resnet18.zip"})
@Needs(Need.BACKEND)
final class ExportCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @Option(names = "--out", paramLabel = "FILE", description = "the file to write; default: RUN/network.zip")
    private @Nullable Path out;

    @Override
    int run(Console console) {
        Path file = out == null ? run.resolve("network.zip") : out;
        if (Files.exists(file)) {
            throw UserException.failed("%s exists; give another --out or move it away", file);
        }
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
            AtomicFiles.write(file, stream -> StockExport.write(trained.network(), stream));
            console.line("weights of epoch:  %d", trained.epoch());
            console.line("written to:        %s", file);
            console.line("images go in as:   %s", trained.card().normalisation().describe());
            console.line(
                    "classes come out:  %s", String.join(", ", trained.card().classes()));
        }
        return 0;
    }
}
