package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.ConfigValues;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/** Settings for searches in tests. */
final class Searches {

    private Searches() {}

    static TrainConfig config(int epochs, String... pairs) {
        ConfigValues values = new ConfigValues();
        values.put(Setting.MODEL, "mlp");
        values.put(Setting.DATA, "synthetic");
        values.put(Setting.TRAIN_LIMIT, "60");
        values.put(Setting.TEST_LIMIT, "30");
        values.put(Setting.BATCH_SIZE, "20");
        values.put(Setting.EPOCHS, Integer.toString(epochs));
        for (int k = 0; k < pairs.length; k += 2) {
            values.put(Setting.of(pairs[k]), pairs[k + 1]);
        }
        return values.over(TrainConfig.defaults());
    }
}
