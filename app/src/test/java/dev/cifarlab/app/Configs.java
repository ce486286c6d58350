package dev.cifarlab.app;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings as users write them. */
public final class Configs {

    private Configs() {}

    /** The defaults with other values, each a key and a text. */
    public static TrainConfig of(String... pairs) {
        return over(TrainConfig.defaults(), pairs);
    }

    /** Settings with other values in place of their own. */
    public static TrainConfig over(TrainConfig base, String... pairs) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int k = 0; k < pairs.length; k += 2) {
            entries.put(pairs[k], pairs[k + 1]);
        }
        return ConfigFile.over(base, entries);
    }
}
