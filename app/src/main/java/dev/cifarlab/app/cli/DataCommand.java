package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.ContactSheet;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fetches or checks a data set and shows it. */
@Command(
        name = "data",
        mixinStandardHelpOptions = true,
        description = "Fetches or checks a data set, and draws a contact sheet of ten images a class.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab data --data-dir ~/data --download",
            "  ./cifar-lab data --data synthetic"
        })
final class DataCommand implements Callable<Integer> {

    private static final int PER_CLASS = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--data", paramLabel = "SOURCE", description = "cifar10 (default), synthetic or folder")
    private @Nullable String source;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "folder of the data set")
    private @Nullable String folder;

    @Option(names = "--download", description = "fetch CIFAR-10 where it is missing")
    private boolean download;

    @Option(names = "--seed", paramLabel = "N", description = "seed of synthetic images (default 0)")
    private @Nullable String seed;

    @Option(names = "--sheet", paramLabel = "FILE", description = "the contact sheet (default ${DEFAULT-VALUE})")
    private Path sheet = Path.of("contact-sheet.png");

    @Override
    public Integer call() {
        DataSets data = DataSets.load(config(), new DownloadBar());
        Console console = new Console(spec.commandLine());
        console.line("%s", data.card().description());
        console.line("classes: %s", String.join(", ", data.train().classNames()));
        ChannelStatistics statistics = ChannelStatistics.of(data.train());
        console.line(
                "channel means %s, standard deviations %s (training images, 0 to 1)",
                shortened(statistics.mean()), shortened(statistics.std()));
        Fonts.require();
        ContactSheet.write(data.train(), PER_CLASS, sheet);
        console.line("contact sheet: %s", sheet);
        return 0;
    }

    private static String shortened(double[] values) {
        return Arrays.stream(values)
                .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                .collect(Collectors.joining(" "));
    }

    private TrainConfig config() {
        Map<Setting<?>, String> given = new HashMap<>();
        if (source != null) {
            given.put(Setting.DATA, source);
        }
        if (folder != null) {
            given.put(Setting.DATA_DIR, folder);
        }
        if (seed != null) {
            given.put(Setting.SEED, seed);
        }
        return TrainConfig.defaults()
                .with(given)
                .with(Setting.DOWNLOAD, download)
                .with(Setting.BATCH_SIZE, 1); // so that no set is too small
    }
}
