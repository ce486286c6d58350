package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.ConfigValues;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/**
 * The quickstart's settings: the same images for both networks, and for each what it learns most from within five
 * minutes on two cores. The MLP takes more and smaller steps, and normalised images: without them it hardly learns.
 */
final class Quickstart {

    private Quickstart() {}

    static TrainConfig config(ModelKind model) {
        ConfigValues values = new ConfigValues();
        values.put(Setting.MODEL, model.label());
        values.put(Setting.DATA, "synthetic");
        values.put(Setting.TRAIN_LIMIT, "1500");
        values.put(Setting.TEST_LIMIT, "500");
        values.put(Setting.SCHEDULE, "one-cycle");
        switch (model) {
            case RESNET18 -> {
                values.put(Setting.EPOCHS, "2");
                values.put(Setting.BATCH_SIZE, "16");
            }
            case MLP -> {
                values.put(Setting.EPOCHS, "6");
                values.put(Setting.BATCH_SIZE, "64");
                values.put(Setting.LEARNING_RATE, "0.0003");
                values.put(Setting.NORMALISE, "true");
            }
        }
        return values.over(TrainConfig.defaults());
    }
}
