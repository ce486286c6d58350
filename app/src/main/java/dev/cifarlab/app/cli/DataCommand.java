package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.ContactSheet;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "data",
        modelTransformer = SettingFlags.OfData.class,
        description = "Fetches or checks a data set, and draws a contact sheet of ten images a class.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab data --data-dir ~/data --download",
            "  ./cifar-lab data --data synthetic"
        })
final class DataCommand extends Answering {

    private static final int PER_CLASS = 10;

    @Option(names = "--sheet", paramLabel = "FILE", description = "the contact sheet (default ${DEFAULT-VALUE})")
    private Path sheet = Path.of("contact-sheet.png");

    @Override
    int run(Console console) {
        TrainConfig config = TrainConfig.defaults().with(given()).with(Setting.BATCH_SIZE, 1); // no set is too small
        DataSets data = DataSets.load(config, new DownloadBar());
        console.line("%s", data.card().description());
        console.line("classes: %s", String.join(", ", data.train().classNames()));
        ChannelStatistics statistics = ChannelStatistics.of(data.train());
        console.line(
                "channel means %s, standard deviations %s (training images, 0 to 1)",
                shortened(statistics.mean()), shortened(statistics.std()));
        Fonts.require();
        ContactSheet.write(data.train(), PER_CLASS, sheet);
        console.line("contact sheet: %s", sheet);
        console.answer(Document.of(
                "data", config.data(),
                "description", data.card().description(),
                "classes", data.train().classNames(),
                "training_images", data.train().size(),
                "validation_images", data.validation().size(),
                "channel_means", statistics.mean(),
                "channel_deviations", statistics.std(),
                "bad_pictures", data.bad(),
                "contact_sheet", sheet));
        return 0;
    }

    private static String shortened(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(" "));
    }
}
