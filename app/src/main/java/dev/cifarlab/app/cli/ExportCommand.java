package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.export.ExportFormat;
import dev.cifarlab.app.lab.Export;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.weights.WeightNames;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes a run's network, as it was after its best epoch, as a file for other programs: dl4j for"
                + " Deeplearning4j's ModelSerializer, onnx for ONNX Runtime, safetensors and npz for PyTorch and"
                + " NumPy, which hold the weights alone. Images go in as (n, channels, height, width), and"
                + " probabilities (n, classes) come out; from onnx logits, too.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab export runs/resnet18-cifar10-0 --out resnet18.zip",
            "  ./cifar-lab export runs/resnet18-cifar10-0 --format onnx"
        })
@Needs(Need.BACKEND)
final class ExportCommand extends Answering {

    private static final String BYTES = "bytes";
    private static final String NORMALISED = "normalised";

    @Parameters(paramLabel = "RUN", description = "folder of a training")
    private Path run;

    @Option(names = "--format", paramLabel = "FORMAT", description = "dl4j (default), onnx, safetensors or npz")
    private String format = ExportFormat.DL4J.label();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the file to write; default: RUN/network.zip, .onnx, .safetensors or .npz")
    private @Nullable Path out;

    @Option(
            names = "--names",
            paramLabel = "NAMES",
            description = "with safetensors and npz, whose names the weights have: torchvision (default) or kuangliu")
    private @Nullable String names;

    @Option(
            names = "--input",
            paramLabel = "INPUT",
            description = "with onnx, what goes in: bytes 0 to 255, which the file scales itself (default), or images"
                    + " that are normalised already")
    private @Nullable String input;

    @Override
    int run(Console console) {
        ExportFormat chosen = NamedChoice.parse(ExportFormat.class, "--format", format);
        WeightNames convention =
                names == null ? WeightNames.TORCHVISION : NamedChoice.parse(WeightNames.class, "--names", names);
        boolean bytes = bytes(chosen);
        if (names != null && !chosen.isOfWeightsAlone()) {
            throw UserException.usage("--names goes with --format safetensors and npz");
        }
        Path file = out == null ? run.resolve(chosen.fileName()) : out;
        if (Files.exists(file)) {
            throw UserException.failed("%s exists; give another --out or move it away", file);
        }
        try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
            Export export = new Export(trained, bytes, convention);
            export.write(chosen, file);
            console.line("weights of epoch:  %d", trained.epoch());
            console.line("written to:        %s", file);
            console.line("images go in as:   %s", export.images(chosen));
            console.line(
                    "classes come out:  %s", String.join(", ", trained.card().classes()));
            console.answer(Document.of(
                    "run",
                    run,
                    "epoch",
                    trained.epoch(),
                    "format",
                    chosen,
                    "file",
                    file,
                    "images",
                    export.images(chosen),
                    "classes",
                    trained.card().classes()));
        }
        return 0;
    }

    private boolean bytes(ExportFormat chosen) {
        if (input != null && chosen != ExportFormat.ONNX) {
            throw UserException.usage("--input goes with --format onnx");
        }
        if (input != null && !input.equals(BYTES) && !input.equals(NORMALISED)) {
            throw UserException.usage("--input: '%s' is not known; choose one of %s, %s", input, BYTES, NORMALISED);
        }
        return !NORMALISED.equals(input);
    }
}
