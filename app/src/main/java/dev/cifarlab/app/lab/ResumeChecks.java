package dev.cifarlab.app.lab;

import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A training goes on with the settings and the data that it was begun with, or not at all. */
final class ResumeChecks {

    /** What may change, with a word: none of it makes the epochs done so far those of another training. */
    private static final Set<Setting<?>> FREE = Set.of(
            Setting.EPOCHS,
            Setting.EARLY_STOPPING,
            Setting.MAX_TIME,
            Setting.CHECKPOINT_EVERY,
            Setting.LOG_JSON,
            Setting.TENSORBOARD,
            Setting.DATA_DIR,
            Setting.DOWNLOAD,
            Setting.CONVOLUTION);

    private ResumeChecks() {}

    /**
     * Compares settings with those of the last start, or with {@code config.yaml} where no start tells them.
     *
     * @return what is different and may be, in words
     * @throws UserException when something is different that may not be
     */
    static List<String> settings(RunFolder folder, TrainConfig config) {
        Map<String, String> recorded = Starts.of(folder).lastSettings();
        TrainConfig last = recorded.isEmpty() ? folder.config() : ConfigFile.recorded(recorded);
        Map<String, Object> before = last.entries();
        Map<String, Object> now = config.entries();
        List<String> words = new ArrayList<>();
        for (Setting<?> setting : Setting.all()) {
            String old = Objects.toString(before.get(setting.key()), "none");
            String given = Objects.toString(now.get(setting.key()), "none");
            if (old.equals(given)) {
                continue;
            }
            if (setting == Setting.EPOCHS) {
                requireRaised(last.epochs(), config);
            }
            if (!FREE.contains(setting)) {
                throw UserException.failed(
                        "%s: %s is %s, but the run was trained with %s; undo that, or start a new training by"
                                + " train --config",
                        folder.file("config.yaml"), setting.key(), given, old);
            }
            words.add(setting.key() + " was " + old + ", is " + given);
        }
        return words;
    }

    private static void requireRaised(int before, TrainConfig config) {
        if (config.epochs() < before) {
            throw UserException.usage("epochs: the run was planned for %d; they may be raised, not lowered", before);
        }
        if (!config.schedule().equals(Schedule.CONSTANT)) {
            throw UserException.usage(
                    "epochs: the learning rate's schedule, %s, was laid out over %d epochs and can't be lengthened;"
                            + " start a new training with --epochs %d",
                    config.schedule().label(), before, config.epochs());
        }
    }

    /**
     * Compares data with the card of {@code data.json}, else with a checkpoint's; runs of version 0.1 have none.
     *
     * @throws UserException when they are not the same
     */
    static void data(RunFolder folder, DataCard now) {
        Optional<DataCard> recorded = DataCard.read(folder).or(() -> new Checkpoints(folder.checkpoints()).data());
        if (recorded.isPresent() && !recorded.get().knowsImages()) {
            throw UserException.failed(
                    "%s: was imported and never trained here; begin with its weights by train --weights %s",
                    folder.path(), folder.path());
        }
        recorded.map(card -> card.differences(now)).ifPresent(differences -> {
            if (!differences.isEmpty()) {
                throw UserException.failed(
                        "%s: the data are not those that the run was trained on (%s); put them back, or start a new"
                                + " training",
                        folder.path(), String.join("; ", differences));
            }
        });
    }
}
