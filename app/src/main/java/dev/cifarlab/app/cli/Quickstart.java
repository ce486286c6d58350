package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.ConfigValues;
import dev.cifarlab.app.config.ModelKind;
import dev.cifarlab.app.config.Setting;
import dev.cifarlab.app.config.TrainConfig;

/** The quickstart's settings: small enough for five minutes on two cores, large enough for the ResNet-18 to learn. */
final class Quickstart {

    private Quickstart() {}

    static TrainConfig config(ModelKind model) {
        ConfigValues values = new ConfigValues();
        values.put(Setting.MODEL, model.label());
        values.put(Setting.DATA, "synthetic");
        values.put(Setting.TRAIN_LIMIT, "1500");
        values.put(Setting.TEST_LIMIT, "500");
        values.put(Setting.BATCH_SIZE, "16");
        values.put(Setting.EPOCHS, "2");
        values.put(Setting.SCHEDULE, "one-cycle");
        return values.over(TrainConfig.defaults());
    }
}
