package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.search.SearchConfig;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.search.StudyFolder;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.BatchMemory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The whole of question 3 in one command. */
@Command(
        name = "study",
        modelTransformer = StudyFlags.class,
        mixinStandardHelpOptions = true,
        sortOptions = true,
        description =
                "Trains the ResNet-18 with every activation and initialisation, and the MLP; draws curves, filters"
                        + " and feature maps; and writes a report in HTML and PDF.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab study --preset quick",
            "  ./cifar-lab study --preset paper --train-limit 5000 --test-limit 2000 --epochs 10 --out studies/reduced",
            "  ./cifar-lab study --resume studies/reduced"
        })
final class StudyCommand implements Callable<Integer> {

    private final SharedData data = new SharedData(new DownloadBar());

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            order = 80,
            description =
                    "quick (default): synthetic images, minutes; paper: the assignment's settings. Flags go before it")
    private @Nullable String preset;

    @Mixin
    private GridFlags grid;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new folder (default studies/PRESET, with a number where that exists)")
    private @Nullable Path out;

    @Option(names = "--config", paramLabel = "FILE", order = 101, description = "settings in YAML; flags go before it")
    private @Nullable Path file;

    @Mixin
    private ResumeFlag resume;

    @Override
    public Integer call() {
        Map<Setting<?>, String> given = SettingFlags.given(spec.commandLine().getParseResult());
        if (given.containsKey(Setting.MODEL)) {
            throw UserException.usage("model: a study trains both; leave --model away");
        }
        Path earlier = resume.earlier(out, "study");
        StudyFolder study = earlier == null ? start(given) : goOn(StudyFolder.open(earlier), given);
        return new StudyRun(study, data, new Console(spec.commandLine())).run();
    }

    private StudyFolder start(Map<Setting<?>, String> given) {
        StudyPreset start = preset == null ? StudyPreset.QUICK : NamedChoice.parse(StudyPreset.class, "preset", preset);
        TrainConfig base = file == null ? start.config() : ConfigFile.read(file, start.config());
        SearchConfig config = grid.over(SearchConfig.over(base), given);
        if (config.base().model() != ModelKind.RESNET18) {
            throw UserException.usage("%s: model: a study trains both; leave the key out", file);
        }
        if (config.halving()) {
            throw UserException.usage("halving: a study compares networks after the same number of epochs; use it with"
                    + " ./cifar-lab search");
        }
        Path path = out == null ? RunNames.free(Path.of("studies"), start.label()) : out;
        if (Files.exists(path)) {
            throw UserException.usage("%s exists; choose another --out, or go on with it by --resume %s", path, path);
        }
        Network.requireAvailable(config.base().convolution(), config.base().precision());
        data.of(config.base()); // what is wrong with the data is told before there is a folder
        BatchMemory.require(config.base());
        return StudyFolder.create(path, start.label(), config);
    }

    /** Flags may repeat what the study was started with, and say nothing else. */
    private StudyFolder goOn(StudyFolder study, Map<Setting<?>, String> given) {
        if (file != null) {
            throw UserException.usage("--resume takes all from the study's own settings; leave --config away");
        }
        if (preset != null && !preset.equals(study.preset())) {
            throw UserException.usage(
                    "preset: the study in %s started from %s, not %s; leave the flag away, or start a new study",
                    study.path(), study.preset(), preset);
        }
        grid.requireSame(study.search(), given);
        return study;
    }
}
