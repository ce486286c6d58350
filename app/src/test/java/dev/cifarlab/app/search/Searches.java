package dev.cifarlab.app.search;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.settings.TrainConfig;

/** Settings for searches in tests. */
final class Searches {

    private Searches() {}

    static TrainConfig config(int epochs, String... pairs) {
        return Configs.over(
                Configs.of(
                        "model",
                        "mlp",
                        "data",
                        "synthetic",
                        "train-limit",
                        "60",
                        "test-limit",
                        "30",
                        "batch-size",
                        "20",
                        "epochs",
                        Integer.toString(epochs)),
                pairs);
    }
}
