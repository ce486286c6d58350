package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.RateFigure;
import dev.cifarlab.app.lab.RateSearch;
import dev.cifarlab.app.runs.CsvFile;
import dev.cifarlab.app.runs.NewFolder;
import dev.cifarlab.app.settings.Recipe;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "lr-find",
        modelTransformer = SettingFlags.class,
        description = "Trains a fresh network for some steps while the learning rate rises, and suggests one for"
                + " --learning-rate.",
        footer = {"", "Example:  ./cifar-lab lr-find --recipe fast --steps 200 --out runs/rates"})
@Needs(Need.BACKEND)
final class LrFindCommand extends Subcommand {

    private static final List<String> HEADER = List.of("learning_rate", "loss", "running_mean");
    private static final int EVERY = 10;

    @Option(names = "--from", paramLabel = "RATE", order = 90, description = "smallest rate (default 1e-7)")
    private double from = 1e-7;

    @Option(names = "--to", paramLabel = "RATE", order = 91, description = "largest rate (default 10)")
    private double to = 10;

    @Option(names = "--steps", paramLabel = "N", order = 92, description = "steps between them (default 100)")
    private int steps = 100;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new folder (default runs/lr-find, with a number where that exists)")
    private @Nullable Path out;

    @Override
    int run(Console console) {
        if (!(from > 0 && from < to && to < Float.MAX_VALUE) || steps < 2) {
            throw UserException.usage("--from, --to, --steps: give 0 < from < to, and at least 2 steps");
        }
        TrainConfig config = Recipe.over(TrainConfig.defaults(), given());
        DataSets data = DataSets.load(config, new DownloadBar());
        Path folder = RunNames.place(out, "runs", "lr-find", false);
        console.line("data:        %s", data.card().description());
        int[] done = {0};
        RateSearch search = RateSearch.run(config, data, from, to, steps, point -> {
            if (++done[0] % EVERY == 0) {
                console.line(
                        "step %d of %d: learning rate %.3g, loss %.3f", done[0], steps, point.rate(), point.smoothed());
            }
            return true;
        });
        write(search, folder, console);
        return 0;
    }

    private static void write(RateSearch search, Path folder, Console console) {
        double suggestion = rounded(search.suggestion().orElse(Double.NaN));
        NewFolder.make(folder, made -> {
            new CsvFile(made.resolve("lr-find.csv"), HEADER).write(search.points(), LrFindCommand::cells);
            if (Fonts.areThere(console::warn) && !search.points().isEmpty()) {
                RateFigure.write(
                        values(search, RateSearch.Point::rate),
                        values(search, RateSearch.Point::loss),
                        values(search, RateSearch.Point::smoothed),
                        suggestion,
                        made.resolve("lr-find"));
            }
        });
        console.line("folder:      %s", folder);
        if (Double.isNaN(suggestion)) {
            console.warn("the loss hardly fell at any rate: try more --steps, or other settings");
        } else {
            console.line("suggestion:  --learning-rate %s (a tenth of the rate with the lowest loss)", suggestion);
        }
    }

    /** To two digits. */
    private static double rounded(double rate) {
        return Double.isNaN(rate) ? rate : Double.parseDouble(String.format(Locale.ROOT, "%.1e", rate));
    }

    private static double[] values(RateSearch search, ToDoubleFunction<RateSearch.Point> value) {
        return search.points().stream().mapToDouble(value).toArray();
    }

    private static List<String> cells(RateSearch.Point point) {
        return List.of(
                String.format(Locale.ROOT, "%.6e", point.rate()),
                String.format(Locale.ROOT, "%.6f", point.loss()),
                String.format(Locale.ROOT, "%.6f", point.smoothed()));
    }
}
