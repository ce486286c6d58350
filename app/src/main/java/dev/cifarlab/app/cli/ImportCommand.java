package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.ForeignNetwork;
import dev.cifarlab.app.runs.RunFolder;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        modelTransformer = SettingFlags.OfForeign.class,
        description = "Makes a run folder of weights that were trained elsewhere, so that predict, evaluate, figures"
                + " and export work on them. What the file does not say is to be given: network, classes, how images"
                + " are scaled.",
        footer = {
            "",
            "Example:",
            "  ./cifar-lab import their.npz --out runs/theirs --model mlp --classes cat,dog --mean 0,0,0 --std 1,1,1"
        })
@Needs(Need.BACKEND)
final class ImportCommand extends Subcommand {

    @Parameters(paramLabel = "FILE", description = "weights in a safetensors or npz file")
    private Path file;

    @Option(names = "--out", paramLabel = "RUN", required = true, order = 103, description = "the new run folder")
    private Path out;

    @Mixin
    private ForeignFlags flags;

    @Override
    int run(Console console) {
        ForeignNetwork foreign = ForeignNetwork.open(file, flags.said(given()));
        RunFolder folder = foreign.importAs(out);
        console.line(
                "network:     %s, %s",
                foreign.config().model().title(), foreign.config().activation().title());
        console.line("run folder:  %s", folder.path());
        return 0;
    }
}
