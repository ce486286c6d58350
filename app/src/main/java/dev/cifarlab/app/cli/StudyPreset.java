package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.ConfigValues;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/** What a study starts from; flags go before it. */
enum StudyPreset implements NamedChoice {
    /** Synthetic images, minutes on two cores. */
    QUICK,
    /** The assignment's settings. */
    PAPER;

    TrainConfig config() {
        ConfigValues values = new ConfigValues();
        if (this == QUICK) {
            values.put(Setting.DATA, "synthetic");
            values.put(Setting.TRAIN_LIMIT, "400");
            values.put(Setting.TEST_LIMIT, "200");
            values.put(Setting.BATCH_SIZE, "16");
            values.put(Setting.EPOCHS, "5");
            values.put(Setting.SCHEDULE, "one-cycle");
        }
        return values.over(TrainConfig.defaults());
    }
}
