package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.Ablation;
import dev.cifarlab.app.report.Contender;
import dev.cifarlab.app.runs.RunScores;
import dev.cifarlab.app.search.Grid;
import dev.cifarlab.app.settings.Recipe;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.training.StoppedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ablate",
        modelTransformer = SettingFlags.class,
        description =
                "Trains with a recipe, and again with each of its parts taken away, and shows what each is worth.",
        footer = {
            "",
            "Example:  ./cifar-lab ablate --recipe fast --train-limit 5000 --epochs 5 --seeds 0,1,2 --out runs/parts",
            "The same command goes on with it."
        })
@Needs(Need.BACKEND)
final class AblateCommand extends Subcommand {

    @Option(
            names = "--seeds",
            paramLabel = "LIST",
            order = 92,
            description = "seeds of the repetitions, such as 0,1,2 (default: --seed)")
    private @Nullable String seeds;

    @Option(names = "--out", paramLabel = "DIR", order = 100, required = true, description = "folder of the runs")
    private Path out;

    @Override
    int run(Console console) {
        Map<Setting<?>, String> given = given();
        if (seeds != null && given.containsKey(Setting.SEED)) {
            throw UserException.usage("seed: --seeds gives them all; leave --seed away");
        }
        TrainConfig config = Networks.settled(Recipe.over(TrainConfig.defaults(), given));
        Ablation ablation = new Ablation(
                out, config.with(Setting.SEED, 0L), seeds == null ? List.of(config.seed()) : Grid.seeds(seeds));
        if (ablation.variants().size() < 2) {
            throw UserException.usage(
                    "recipe: these settings are the defaults, there is nothing to take away; name a --recipe");
        }
        console.line("variants:    %s", String.join(", ", ablation.variants().keySet()));
        try {
            ablation.train(new DownloadBar(), new ProgressReport(console));
        } catch (StoppedException e) {
            throw e.goOnWith("the same command");
        }
        print(ablation, console);
        return 0;
    }

    private static void print(Ablation ablation, Console console) {
        Path file = ablation.write();
        List<Contender> outcomes = ablation.outcomes();
        double all = outcomes.get(0).accuracy();
        console.line("");
        console.line("validation accuracy, mean over seeds; training accuracy is of the last epoch:");
        String format = "%-24s  %5s  %10s  %7s  %8s  %10s  %10s  %9s";
        console.line(format, "variant", "seeds", "best", "+-", "to all", "last", "training", "s/run");
        for (Contender outcome : outcomes) {
            console.line(
                    format,
                    outcome.title(),
                    outcome.runs().size(),
                    percent(outcome.accuracy()),
                    percent(outcome.accuracyStd()),
                    String.format(Locale.ROOT, "%+.2f", 100 * (outcome.accuracy() - all)),
                    percent(outcome.mean(run -> run.last().validationAccuracy())),
                    percent(outcome.mean(run -> run.last().trainAccuracy())),
                    String.format(Locale.ROOT, "%.1f", outcome.mean(RunScores::seconds)));
        }
        console.line("data: %s", outcomes.get(0).runs().get(0).data());
        console.line("table: %s", file);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }
}
