package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.report.RunsPage;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains both networks on the built-in synthetic images and writes a page about it. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        description = "Trains both networks on built-in synthetic images and writes an HTML page, in minutes.",
        footer = {"", "Examples:", "  ./cifar-lab quickstart", "  ./cifar-lab quickstart --out runs/first"})
@Needs(Need.BACKEND)
final class QuickstartCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "new folder (default runs/quickstart)")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Console console = new Console(spec.commandLine());
        Path folder = out == null ? RunNames.free(Path.of("runs"), "quickstart") : out;
        RunNames.requireNew(folder);
        List<RunFolder> runs = new ArrayList<>();
        for (ModelKind model : ModelKind.values()) {
            TrainConfig config = Quickstart.config(model);
            Path run = folder.resolve(model.label());
            runs.add(Training.start(config, run, new DownloadBar(), new ProgressReport(console)));
        }
        Path page = folder.resolve("index.html");
        RunsPage.write("Quickstart on synthetic images", runs, page);
        console.line("page: %s", page.toAbsolutePath());
        return 0;
    }
}
