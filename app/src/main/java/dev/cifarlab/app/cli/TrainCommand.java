package dev.cifarlab.app.cli;

import dev.cifarlab.app.cli.Needs.Need;
import dev.cifarlab.app.lab.Training;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.Recipe;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "train",
        modelTransformer = SettingFlags.class,
        description = "Trains a network, validates it after every epoch, and draws its learning curves.",
        footer = {
            "",
            "Examples:",
            "  ./cifar-lab train --data synthetic --epochs 3",
            "  ./cifar-lab train --model mlp --data-dir ~/data --out runs/mlp",
            "  ./cifar-lab train --activation tanh --init he-normal --train-limit 5000",
            "  ./cifar-lab train --resume runs/mlp --epochs 50"
        })
@Needs(Need.BACKEND)
final class TrainCommand extends Subcommand {

    /** What may be given anew when a training goes on. */
    private static final Set<Setting<?>> RESUMED = Set.of(
            Setting.EPOCHS,
            Setting.CHECKPOINT_EVERY,
            Setting.EARLY_STOPPING,
            Setting.MAX_TIME,
            Setting.LOG_JSON,
            Setting.TENSORBOARD);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            order = 100,
            description = "new run folder (default runs/MODEL-DATA-SEED, with a number where that exists)")
    private @Nullable Path out;

    @Option(names = "--config", paramLabel = "FILE", order = 101, description = "settings in YAML; flags override it")
    private @Nullable Path file;

    @Option(
            names = "--resume",
            paramLabel = "RUN",
            order = 102,
            description = "go on with a run, from its last checkpoint; only --checkpoint-every, --early-stopping,"
                    + " --max-time, --log-json and --tensorboard may be given too, and a higher --epochs where the"
                    + " schedule is constant: the others are laid out over all epochs")
    private @Nullable Path resume;

    @Mixin
    private PageServer.Flag serve;

    @Override
    int run(Console console) {
        Map<Setting<?>, String> given = given();
        if (resume != null) {
            RunFolder earlier = resumed(resume, given);
            try (PageServer server = serve.open(resume, console)) {
                Training.resume(earlier, given, new DownloadBar(), new ProgressReport(console));
            }
            return 0;
        }
        TrainConfig base = file == null ? TrainConfig.defaults() : ConfigFile.read(file, TrainConfig.defaults());
        TrainConfig config = Recipe.over(base, given);
        Path folder = out == null ? RunNames.free(Path.of("runs"), config) : out;
        try (PageServer server = serve.open(folder, console)) {
            Training.start(config, folder, new DownloadBar(), new ProgressReport(console));
        }
        return 0;
    }

    private RunFolder resumed(Path run, Map<Setting<?>, String> given) {
        RunFolder folder = RunFolder.open(run);
        if (!RESUMED.containsAll(given.keySet()) || out != null || file != null) {
            throw UserException.usage(
                    "--resume takes all from the run's config.yaml; only --epochs, --checkpoint-every,"
                            + " --early-stopping, --max-time, --log-json and --tensorboard go with it");
        }
        return folder;
    }
}
