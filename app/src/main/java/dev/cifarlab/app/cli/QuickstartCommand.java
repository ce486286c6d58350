package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.figures.ContactSheet;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.lab.FigureDrawing;
import dev.cifarlab.app.lab.TrainedNetwork;
import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.runs.NewFolder;
import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "quickstart",
        description = "Trains both networks on built-in synthetic images and writes an HTML page, in minutes.",
        footer = {"", "Examples:", "  ./cifar-lab quickstart", "  ./cifar-lab quickstart --out runs/first"})
@Needs(Need.BACKEND)
final class QuickstartCommand extends Subcommand {

    private static final int PER_CLASS = 10;

    @Option(names = "--out", paramLabel = "DIR", description = "new folder (default runs/quickstart)")
    private @Nullable Path out;

    @Override
    int run(Console console) {
        Path folder = RunNames.place(out, "runs", "quickstart", false);
        NewFolder.make(folder, made -> {});
        if (Fonts.areThere(console::warn)) {
            ImageSet images =
                    DataSets.load(config(ModelKind.MLP), new DownloadBar()).train();
            ContactSheet.write(images, PER_CLASS, folder.resolve(OverviewPage.IMAGES));
        }
        OverviewPage.write(folder);
        Path page = folder.resolve(OverviewPage.FILE).toAbsolutePath();
        console.line("page:        %s, which follows the training", page);
        for (ModelKind model : List.of(ModelKind.RESNET18, ModelKind.MLP)) {
            Path run = folder.resolve(model.label());
            Training.start(config(model), run, new DownloadBar(), new ProgressReport(console));
            try (TrainedNetwork trained = TrainedNetwork.open(run, new DownloadBar())) {
                new FigureDrawing(trained, console::warn).draw(null);
            }
        }
        console.line("page: %s", page);
        return 0;
    }

    /**
     * The same images for all networks, and for each what it learns most from within five minutes on two cores. The MLP
     * takes more and smaller steps, and normalised images: without them it hardly learns.
     */
    private static TrainConfig config(ModelKind model) {
        TrainConfig shared = TrainConfig.defaults()
                .with(Setting.MODEL, model)
                .with(Setting.DATA, DataSource.SYNTHETIC)
                .with(Setting.TRAIN_LIMIT, 1500)
                .with(Setting.TEST_LIMIT, 500)
                .with(Setting.SCHEDULE, Schedule.ONE_CYCLE);
        return model == ModelKind.MLP
                ? shared.with(Setting.EPOCHS, 6)
                        .with(Setting.BATCH_SIZE, 64)
                        .with(Setting.LEARNING_RATE, 0.0003)
                        .with(Setting.NORMALISE, true)
                : shared.with(Setting.EPOCHS, 2).with(Setting.BATCH_SIZE, 16);
    }
}
