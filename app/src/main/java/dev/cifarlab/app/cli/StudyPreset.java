package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/** What a study starts from; flags override it. */
enum StudyPreset implements NamedChoice {
    /** Synthetic images, minutes on two cores. */
    QUICK,
    /** The assignment's settings. */
    PAPER;

    TrainConfig config() {
        TrainConfig paper = TrainConfig.defaults();
        return this == PAPER
                ? paper
                : paper.with(Setting.DATA, DataSource.SYNTHETIC)
                        .with(Setting.TRAIN_LIMIT, 400)
                        .with(Setting.TEST_LIMIT, 200)
                        .with(Setting.BATCH_SIZE, 16)
                        .with(Setting.EPOCHS, 5)
                        .with(Setting.SCHEDULE, Schedule.ONE_CYCLE);
    }
}
