package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.figures.AnswerFigures;
import dev.cifarlab.app.figures.FilterFigures;
import dev.cifarlab.app.figures.Fonts;
import dev.cifarlab.app.figures.LearningCurves;
import dev.cifarlab.app.onednn.OpenMp;
import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.runs.CsvFile;
import dev.cifarlab.app.runs.Environment;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.RunLock;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.ValidationSource;
import dev.cifarlab.app.training.BatchMemory;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.training.Trainer;
import dev.cifarlab.app.training.TrainingListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trains networks from their settings to finished run folders. */
public final class Training {

    private Training() {}

    /** Trains from the start in a new folder, which is made once all is known to fit. */
    public static RunFolder start(TrainConfig asked, Path out, DownloadProgress download, TrainingListener listener) {
        TrainConfig config = Networks.settled(asked);
        Background<DataSets> loaded = Background.of("data", () -> DataSets.load(config, download));
        Network.requireAvailable(config.convolution(), config.precision());
        BatchMemory.require(config);
        DataSets data = loaded.await();
        InitialWeights.require(config, data.card());
        RunFolder folder = RunFolder.create(out, config);
        try (RunLock lock = RunLock.of(folder)) {
            WatchedTraining.watch(
                    folder,
                    listener,
                    watched -> train(folder, config, data, config.dataDir(), config.epochs(), watched));
        }
        return folder;
    }

    /** Goes on with an earlier training, some of whose settings may be given anew. */
    public static void resume(
            RunFolder folder, Map<Setting<?>, String> given, DownloadProgress download, TrainingListener listener) {
        try (RunLock lock = RunLock.of(folder)) {
            TrainConfig config = folder.config().with(given);
            ResumeChecks.settings(folder, config);
            BatchMemory.requireAgain(config);
            TrainConfig found = Starts.of(folder).findData(config, listener::warned);
            DataSets data = DataSets.load(found, download);
            WatchedTraining.watch(
                    folder,
                    listener,
                    watched -> train(folder, config, data, found.dataDir(), config.epochs(), watched));
        }
    }

    /** Goes on with an earlier training by its own settings, up to an epoch. The caller has the folder's lock. */
    public static void resumeUntil(RunFolder folder, SharedData data, int lastEpoch, TrainingListener listener) {
        TrainConfig config = folder.config();
        BatchMemory.requireAgain(config);
        DataSets images = data.of(config);
        WatchedTraining.watch(
                folder, listener, watched -> train(folder, config, images, data.folder(config), lastEpoch, watched));
    }

    /** The folder is not written to before all is known to fit. */
    private static void train(
            RunFolder folder,
            TrainConfig config,
            DataSets data,
            @Nullable Path dataFolder,
            int lastEpoch,
            TrainingListener listener) {
        List<String> changes = ResumeChecks.settings(folder, config);
        ResumeChecks.data(folder, data.card());
        Recording recording = new Recording(config, data.card(), folder, listener);
        try (Trainer trainer = new Trainer(config, data, folder, recording)) {
            trainer.load();
            OpenMp.lead();
            recording.trainingStarted(config.epochs());
            tell(folder, config, data, trainer);
            if (trainer.isAtStart()) {
                InitialWeights.load(config, trainer);
            }
            changes.forEach(change -> trainer.tell("changed:     " + change));
            if (trainer.nextEpoch() <= lastEpoch) {
                record(folder, config, data);
                Starts.of(folder).add(trainer.nextEpoch(), config, dataFolder);
            }
            trainer.trainUntil(lastEpoch, () -> {
                LearningCurves.draw(folder);
                FilterFigures.draw(folder, trainer.network());
                AnswerFigures.draw(folder, recording.mistakes(), data.validation());
                recording.pictures();
            });
            recording.complete();
            tellBest(folder, listener);
        } finally {
            recording.trainingEnded();
        }
    }

    private static void tell(RunFolder folder, TrainConfig config, DataSets data, Trainer trainer) {
        Network network = trainer.network();
        Fonts.areThere(trainer::warn); // told before a training, not after its first epoch
        trainer.tell("data:        " + data.card().description());
        trainer.tell(String.format(
                Locale.ROOT,
                "backend:     %s, %s%s, convolution through %s",
                Environment.backend(),
                Environment.onGpu() ? "" : Environment.threads() + " threads, ",
                config.precision().label(),
                Environment.convolution(network.route())));
        trainer.tell(String.format(
                Locale.ROOT,
                "network:     %s, %,d trainable parameters, %,.1f million multiply-adds an image",
                network.spec().title(),
                network.net().parameters(),
                network.net().multiplyAdds() / 1e6));
        trainer.tell("run folder:  " + folder.path());
        if (trainer.isAtStart() && !Starts.of(folder).lastFacts().isEmpty()) {
            trainer.tell("no checkpoint and no epoch is there yet: training begins at epoch 1");
        }
    }

    private static void record(RunFolder folder, TrainConfig config, DataSets data) {
        if (!config.equals(folder.config())) {
            folder.writeConfig(config);
        }
        if (!data.bad().isEmpty()) {
            AtomicFiles.write(folder.file("bad-pictures.txt"), String.join("\n", data.bad()) + "\n");
        }
        if (config.validation() == ValidationSource.SPLIT
                && !data.train().files().isEmpty()) {
            writeSplit(folder, data);
        }
        if (DataCard.read(folder).isEmpty()) {
            data.card().write(folder);
        }
    }

    private static void writeSplit(RunFolder folder, DataSets data) {
        List<List<String>> rows = new ArrayList<>();
        data.train().files().forEach(file -> rows.add(List.of(file, "train")));
        data.validation().files().forEach(file -> rows.add(List.of(file, "validation")));
        new CsvFile(folder.file("split.csv"), List.of("file", "set")).write(rows, row -> row);
    }

    private static void tellBest(RunFolder folder, TrainingListener listener) {
        folder.metrics()
                .best()
                .ifPresent(best -> listener.told(String.format(
                        Locale.ROOT,
                        "best epoch %d: validation accuracy %.2f %%, validation loss %.4f%s",
                        best.epoch(),
                        100 * best.validationAccuracy(),
                        best.validationLoss(),
                        Fonts.trouble().isEmpty() ? "; curves in " + folder.file("curves.png") : "")));
    }
}
