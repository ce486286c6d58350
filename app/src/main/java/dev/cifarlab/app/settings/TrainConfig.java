package dev.cifarlab.app.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of a training: a value for each {@link Setting}, which says what it means and what it may be. */
public final class TrainConfig {

    private static final TrainConfig DEFAULTS = new TrainConfig(Map.of());

    /** What was set, also where it is the default. */
    private final Map<Setting<?>, Object> values;

    private TrainConfig(Map<Setting<?>, Object> values) {
        this.values = values;
    }

    /** The assignment's settings. */
    public static TrainConfig defaults() {
        return DEFAULTS;
    }

    /**
     * These settings with one in place of its own.
     *
     * @throws UserException naming the setting and what it takes when the value is out of its bounds
     */
    public <T> TrainConfig with(Setting<T> setting, T value) {
        return with(Map.of(setting, String.valueOf(Setting.plain(value))));
    }

    /**
     * These settings with others in place of their own, as text from flags or from a file.
     *
     * @throws UserException naming the setting and what it takes when a value is wrong
     */
    public TrainConfig with(Map<Setting<?>, String> texts) {
        Map<Setting<?>, Object> changed = new HashMap<>(values);
        texts.forEach((setting, text) -> changed.put(setting, setting.read(text)));
        return new TrainConfig(changed);
    }

    /** Words, numbers and truth values by key, in the order of the settings; without those that are not set. */
    public Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Setting<?> setting : Setting.all()) {
            Object value = find(setting);
            if (value != null) {
                entries.put(setting.key(), Setting.plain(value));
            }
        }
        return entries;
    }

    @SuppressWarnings("unchecked") // with() puts values of T alone under a setting of T
    private <T> @Nullable T find(Setting<T> setting) {
        T value = (T) values.get(setting);
        return value == null ? setting.fallback() : value;
    }

    private <T> T get(Setting<T> setting) {
        return Objects.requireNonNull(find(setting), setting.key());
    }

    public ModelKind model() {
        return get(Setting.MODEL);
    }

    public DataSource data() {
        return get(Setting.DATA);
    }

    public @Nullable Path dataDir() {
        return find(Setting.DATA_DIR);
    }

    public boolean download() {
        return get(Setting.DOWNLOAD);
    }

    public Activation activation() {
        return get(Setting.ACTIVATION);
    }

    public Initialization init() {
        return get(Setting.INIT);
    }

    public int epochs() {
        return get(Setting.EPOCHS);
    }

    public int batchSize() {
        return get(Setting.BATCH_SIZE);
    }

    public long seed() {
        return get(Setting.SEED);
    }

    public Optimizer optimizer() {
        return get(Setting.OPTIMIZER);
    }

    public double learningRate() {
        return get(Setting.LEARNING_RATE);
    }

    public double weightDecay() {
        return get(Setting.WEIGHT_DECAY);
    }

    public Schedule schedule() {
        return get(Setting.SCHEDULE);
    }

    public Parts augment() {
        return get(Setting.AUGMENT);
    }

    public boolean normalise() {
        return get(Setting.NORMALISE);
    }

    public double labelSmoothing() {
        return get(Setting.LABEL_SMOOTHING);
    }

    public ValidationSource validation() {
        return get(Setting.VALIDATION);
    }

    public ConvolutionRoute convolution() {
        return get(Setting.CONVOLUTION);
    }

    public Precision precision() {
        return get(Setting.PRECISION);
    }

    public int trainLimit() {
        return get(Setting.TRAIN_LIMIT);
    }

    public int testLimit() {
        return get(Setting.TEST_LIMIT);
    }

    public int checkpointEvery() {
        return get(Setting.CHECKPOINT_EVERY);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TrainConfig config && entries().equals(config.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }
}
