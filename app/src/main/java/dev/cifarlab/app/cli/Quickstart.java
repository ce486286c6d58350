package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/**
 * The quickstart's settings: the same images for both networks, and for each what it learns most from within five
 * minutes on two cores. The MLP takes more and smaller steps, and normalised images: without them it hardly learns.
 */
final class Quickstart {

    private Quickstart() {}

    static TrainConfig config(ModelKind model) {
        TrainConfig shared = TrainConfig.defaults()
                .with(Setting.MODEL, model)
                .with(Setting.DATA, DataSource.SYNTHETIC)
                .with(Setting.TRAIN_LIMIT, 1500)
                .with(Setting.TEST_LIMIT, 500)
                .with(Setting.SCHEDULE, Schedule.ONE_CYCLE);
        return model == ModelKind.MLP
                ? shared.with(Setting.EPOCHS, 6)
                        .with(Setting.BATCH_SIZE, 64)
                        .with(Setting.LEARNING_RATE, 0.0003)
                        .with(Setting.NORMALISE, true)
                : shared.with(Setting.EPOCHS, 2).with(Setting.BATCH_SIZE, 16);
    }
}
