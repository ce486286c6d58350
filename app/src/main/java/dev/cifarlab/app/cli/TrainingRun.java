package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.Trainer;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Path;
import java.util.List;
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
        try (RunLock lock = RunLock.of(folder)) {
            return train(folder, config, data, config.epochs(), console, report -> report);
        }
    }

    /** Goes on with an earlier training, some of whose settings may be given anew. */
    static RunFolder resume(RunFolder folder, Map<Setting<?>, String> given, Console console) {
        try (RunLock lock = RunLock.of(folder)) {
            TrainConfig config = folder.config().with(given);
            ResumeChecks.settings(folder, config);
            BatchMemory.requireAgain(config);
            DataSets data = DataSets.load(config, new DownloadBar());
            return train(folder, config, data, config.epochs(), console, report -> report);
        }
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
        return train(folder, config, data, lastEpoch, console, betweenReportAndTrainer);
    }

    /** The folder is not written to before all is known to fit. */
    private static RunFolder train(
            RunFolder folder,
            TrainConfig config,
            DataSets data,
            int lastEpoch,
            Console console,
            UnaryOperator<TrainingListener> betweenReportAndTrainer) {
        List<String> changes = ResumeChecks.settings(folder, config);
        ResumeChecks.data(folder, data.card());
        RunLog log = new RunLog(folder, console);
        try (ProgressReport report = new ProgressReport(folder, log, config.epochs());
                Trainer trainer = new Trainer(config, data, folder, betweenReportAndTrainer.apply(report))) {
            trainer.load();
            StopSignal.trainingStarted();
            tell(folder, config, trainer, data, log);
            changes.forEach(change -> log.line("changed:     %s", change));
            if (trainer.nextEpoch() <= lastEpoch) {
                record(folder, config, trainer, data);
            }
            trainer.trainUntil(lastEpoch);
            folder.metrics()
                    .best()
                    .ifPresent(best -> console.line(
                            "best epoch %d: validation accuracy %.2f %%, validation loss %.4f%s",
                            best.epoch(),
                            100 * best.validationAccuracy(),
                            best.validationLoss(),
                            Fonts.trouble().isEmpty() ? "; curves in " + folder.file("curves.png") : ""));
            return folder;
        }
    }

    private static void tell(RunFolder folder, TrainConfig config, Trainer trainer, DataSets data, RunLog log) {
        Fonts.areThere(log::warn); // told before a training, not after its first epoch
        log.line("data:        %s", data.card().description());
        log.line(
                "backend:     %s, %d threads, %s, convolution through %s",
                Environment.backend(),
                Environment.threads(),
                config.precision().label(),
                Environment.convolution(config.convolution()));
        Net net = trainer.network().net();
        log.line(
                "network:     %s, %,d trainable parameters, %,.1f million multiply-adds an image",
                config.model().label(), net.parameters(), net.multiplyAdds() / 1e6);
        log.line("run folder:  %s", folder.path());
        if (trainer.isAtStart() && !Starts.of(folder).lastFacts().isEmpty()) {
            log.line("no checkpoint and no epoch is there yet: training begins at epoch 1");
        }
    }

    private static void record(RunFolder folder, TrainConfig config, Trainer trainer, DataSets data) {
        if (!config.equals(folder.config())) {
            folder.writeConfig(config);
        }
        if (DataCard.read(folder).isEmpty()) {
            data.card().write(folder);
        }
        Starts.of(folder).add(trainer.nextEpoch(), config);
    }
}
