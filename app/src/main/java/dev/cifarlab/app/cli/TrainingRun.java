package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.model.Network;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.runs.JsonFile;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.Trainer;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** One training from its settings to a finished run folder, told on the console. */
final class TrainingRun {

    private TrainingRun() {}

    /** Trains from the start in a new folder. */
    static RunFolder start(TrainConfig config, Path out, Console console) {
        Background<DataSets> loaded = Background.of("data", () -> DataSets.load(config, new DownloadBar()));
        Network.requireAvailable(config.convolution(), config.precision());
        BatchMemory.require(config);
        DataSets data = loaded.await();
        RunFolder folder = RunFolder.create(out, config);
        RunLog log = new RunLog(folder, console);
        try (RunLock lock = RunLock.of(folder);
                ProgressReport report = new ProgressReport(folder, log, config.epochs());
                Trainer trainer = prepare(config, data, folder, report)) {
            describe(config, data, folder, log, trainer);
            trainer.train();
            return finish(folder, trainer, data, console);
        }
    }

    /** Goes on with an earlier training. */
    static RunFolder resume(RunFolder folder, Console console) {
        TrainConfig config = folder.config();
        return resumeUntil(folder, DataSets.load(config, new DownloadBar()), config.epochs(), console);
    }

    /** Goes on with an earlier training, on data that are loaded already, up to an epoch. */
    static RunFolder resumeUntil(RunFolder folder, DataSets data, int lastEpoch, Console console) {
        try (RunLock lock = RunLock.of(folder)) {
            return resumeLocked(folder, data, lastEpoch, console, report -> report);
        }
    }

    /** As {@link #resumeUntil}, where the caller has the lock and may stand between the training and its report. */
    static RunFolder resumeLocked(
            RunFolder folder,
            DataSets data,
            int lastEpoch,
            Console console,
            UnaryOperator<TrainingListener> betweenReportAndTrainer) {
        TrainConfig config = folder.config();
        BatchMemory.requireAgain(config);
        RunLog log = new RunLog(folder, console);
        try (ProgressReport report = new ProgressReport(folder, log, config.epochs());
                Trainer trainer = prepare(config, data, folder, betweenReportAndTrainer.apply(report))) {
            describe(config, data, folder, log, trainer);
            trainer.resumeUntil(lastEpoch);
            return finish(folder, trainer, data, console);
        }
    }

    private static Trainer prepare(TrainConfig config, DataSets data, RunFolder folder, TrainingListener report) {
        StopSignal.trainingStarted();
        JsonFile.write(folder.file("environment.json"), Environment.describe());
        return new Trainer(config, data, folder, report);
    }

    private static void describe(TrainConfig config, DataSets data, RunFolder folder, RunLog log, Trainer trainer) {
        Fonts.areThere(log::warn); // told before a training, not after its first epoch
        log.line("data:        %s", data.description());
        log.line(
                "backend:     %s, %d threads, %s, convolution through %s",
                Environment.backend(),
                Environment.threads(),
                config.precision().label(),
                Environment.convolution(config.convolution()));
        log.line(
                "network:     %s, %,d trainable parameters",
                config.model().label(), trainer.network().trainableParameters());
        log.line("run folder:  %s", folder.path());
    }

    private static RunFolder finish(RunFolder folder, Trainer trainer, DataSets data, Console console) {
        folder.metrics().best().ifPresent(best -> {
            Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("data", data.description());
            scores.put("trainable_parameters", trainer.network().trainableParameters());
            scores.put("best_epoch", best.epoch());
            scores.put("best_validation_accuracy", best.validationAccuracy());
            scores.put("best_validation_loss", best.validationLoss());
            JsonFile.write(folder.file("scores.json"), scores);
            console.line(
                    "best epoch %d: validation accuracy %.2f %%, validation loss %.4f%s",
                    best.epoch(),
                    100 * best.validationAccuracy(),
                    best.validationLoss(),
                    Fonts.trouble().isEmpty() ? "; curves in " + folder.file("curves.png") : "");
        });
        return folder;
    }
}
