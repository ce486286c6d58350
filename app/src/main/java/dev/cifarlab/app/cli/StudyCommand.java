package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.Estimate;
import dev.cifarlab.app.lab.Study;
import dev.cifarlab.app.report.OverviewPage;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The whole of question 3 in one command. */
@Command(
        name = "study",
        modelTransformer = SettingFlags.OfSearch.class,
        description = "Trains a network (default resnet18) with every activation and initialisation, and the MLP; draws"
                + " curves, filters and feature maps; and writes a report in HTML and PDF.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab study --preset quick",
            "  ./cifar-lab study --preset paper --train-limit 5000 --test-limit 2000 --epochs 10 --out studies/reduced",
            "  ./cifar-lab study --resume studies/reduced"
        })
@Needs(Need.BACKEND)
final class StudyCommand extends Subcommand {

    private final SharedData data = new SharedData(new DownloadBar());

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            order = 80,
            description =
                    "quick (default): synthetic images, minutes; paper: the assignment's settings. Flags override it")
    private @Nullable String preset;

    @Mixin
    private GridFlags grid;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new folder (default studies/PRESET, with a number where that exists)")
    private @Nullable Path out;

    @Mixin
    private StartFlags start;

    @Mixin
    private PageServer.Flag serve;

    @Override
    int run(Console console) {
        Map<Setting<?>, String> given = given();
        Path earlier = start.earlier(out, "study");
        StudyFolder study = earlier == null ? start(given) : goOn(StudyFolder.open(earlier), given);
        console.line("study:       %s, preset %s", study.path(), study.preset());
        if (study.preset().equals(StudyPreset.PAPER.label())) {
            estimate(study, console);
        }
        OverviewPage.write(study.path());
        try (PageServer server = serve.open(study.path(), console)) {
            boolean any = new Study(study, data, new DownloadBar()).run(folder -> new SearchProgress(folder, console));
            OverviewPage.write(study.path());
            return any ? 0 : UserException.FAILED;
        }
    }

    private void estimate(StudyFolder study, Console console) {
        double seconds = 0;
        for (SearchFolder folder : List.of(study.search(), study.mlp())) {
            Estimate left = Estimate.of(folder, data);
            seconds += left.seconds();
            if (left.epochs() > 0) {
                console.line(
                        "estimate:    %s: %.1f images/s in training, %.1f in validation; %d epochs left, %s",
                        left.model().label(),
                        1 / left.training(),
                        1 / left.validation(),
                        left.epochs(),
                        TimeLeft.words(left.seconds()));
            }
        }
        if (seconds > 0) {
            console.line(
                    "estimate:    %s of training and validation are left on this machine", TimeLeft.words(seconds));
        }
    }

    private StudyFolder start(Map<Setting<?>, String> given) {
        StudyPreset from = preset == null ? StudyPreset.QUICK : NamedChoice.parse(StudyPreset.class, "preset", preset);
        SearchConfig config = grid.over(SearchConfig.over(start.config(from.config())), given);
        if (config.base().model() == ModelKind.MLP) {
            throw UserException.usage("model: a study compares a network with the mlp; choose another --model");
        }
        if (config.halving()) {
            throw UserException.usage("halving: a study compares networks after the same number of epochs; use it with"
                    + " ./cifar-lab search");
        }
        return Study.create(RunNames.place(out, "studies", from.label(), true), from.label(), config, data);
    }

    /** Flags may repeat what the study was started with, and say nothing else. */
    private StudyFolder goOn(StudyFolder study, Map<Setting<?>, String> given) {
        if (preset != null && !preset.equals(study.preset())) {
            throw UserException.usage(
                    "preset: the study in %s started from %s, not %s; leave the flag away, or start a new study",
                    study.path(), study.preset(), preset);
        }
        grid.same(study.search(), given);
        return study;
    }
}
