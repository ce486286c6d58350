package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.evaluation.SanityChecks;
import dev.cifarlab.app.report.ChecksPage;
import dev.cifarlab.app.runs.NewFolder;
import dev.cifarlab.app.settings.Recipe;
import dev.cifarlab.app.settings.TrainConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "check",
        modelTransformer = SettingFlags.class,
        description =
                "Looks at a training before it begins: first loss, twenty pictures learnt by heart, gradients, dead"
                        + " units, shuffled labels.",
        footer = {"", "Example:  ./cifar-lab check --recipe fast --data synthetic --batch-size 64"})
@Needs(Need.BACKEND)
final class CheckCommand extends Subcommand {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new folder for the page (default runs/check, with a number where that exists)")
    private @Nullable Path out;

    @Override
    int run(Console console) {
        TrainConfig config = Recipe.over(TrainConfig.defaults(), given());
        DataSets data = DataSets.load(config, new DownloadBar());
        Path folder = RunNames.place(out, "runs", "check", false);
        String description = data.card().description();
        console.line("data:        %s", description);
        SanityChecks checks = SanityChecks.of(config, data, what -> console.line("checking:    %s", what));
        console.line(
                "first loss:  %.4f; ln %d = %.4f", checks.firstLoss(), checks.classes(), Math.log(checks.classes()));
        console.line(
                "by heart:    %d images, loss %.4f, %.1f %% right",
                checks.byHeart().images(),
                checks.byHeart().last(),
                100 * checks.byHeart().accuracy());
        console.line(
                "labels:      mean loss of %d steps %.4f with the true ones, %.4f with shuffled ones",
                checks.trueLabels().losses().size(),
                checks.trueLabels().mean(),
                checks.shuffledLabels().mean());
        console.line(
                "dead units:  %d of %d",
                checks.units().stream().mapToInt(SanityChecks.Units::dead).sum(),
                checks.units().stream().mapToInt(SanityChecks.Units::channels).sum());
        NewFolder.make(folder, made -> ChecksPage.write(checks, config, description, made.resolve("check.html")));
        console.line("page:        %s", folder.resolve("check.html").toAbsolutePath());
        List<String> odd = checks.oddities();
        odd.forEach(console::warn);
        return odd.isEmpty() ? 0 : 1;
    }
}
