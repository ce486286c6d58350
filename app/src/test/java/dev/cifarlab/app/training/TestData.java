package dev.cifarlab.app.training;

import dev.cifarlab.app.config.ConfigValues;
import dev.cifarlab.app.config.Setting;
import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.DataSets;

/** Small trainings of the MLP on synthetic images. */
final class TestData {

    private TestData() {}

    static TrainConfig config(int epochs, String... pairs) {
        ConfigValues values = new ConfigValues();
        values.put(Setting.MODEL, "mlp");
        values.put(Setting.DATA, "synthetic");
        values.put(Setting.TRAIN_LIMIT, "90");
        values.put(Setting.TEST_LIMIT, "40");
        values.put(Setting.BATCH_SIZE, "32");
        values.put(Setting.EPOCHS, Integer.toString(epochs));
        for (int k = 0; k < pairs.length; k += 2) {
            values.put(Setting.of(pairs[k]), pairs[k + 1]);
        }
        return values.over(TrainConfig.defaults());
    }

    static DataSets data(TrainConfig config) {
        return DataSets.load(config, (bytes, total) -> {});
    }
}
