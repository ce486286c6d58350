package dev.cifarlab.app.settings;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a training: a value for each {@link Setting}, which says what it means and what it may be.
 *
 * @param values by setting; without those that are not set and have no default
 */
public record TrainConfig(Map<Setting<?>, Object> values) {

    private static final TrainConfig DEFAULTS = new TrainConfig(Setting.fallbacks());

    /**
     * Reads each value as a text, so that all are of their setting's type and within its bounds.
     *
     * @throws UserException naming the setting and what it takes when a value is wrong
     */
    public TrainConfig {
        Map<Setting<?>, Object> read = new HashMap<>();
        values.forEach((setting, value) ->
                read.put(setting, setting.read(Setting.plain(value).toString())));
        values = Map.copyOf(read);
    }

    /** The assignment's settings. */
    public static TrainConfig defaults() {
        return DEFAULTS;
    }

    /** These settings with one in place of its own; throws as the constructor does. */
    public <T> TrainConfig with(Setting<T> setting, T value) {
        return with(Map.of(setting, value));
    }

    /** These settings with others in place of their own, as values or as texts; throws as the constructor does. */
    public TrainConfig with(Map<Setting<?>, ?> others) {
        Map<Setting<?>, Object> all = new HashMap<>(values);
        all.putAll(others);
        return new TrainConfig(all);
    }

    /** Words, numbers and truth values by key, in the order of the settings. */
    public Map<String, Object> entries() {
        Map<String, Object> entries = new LinkedHashMap<>();
        Setting.all().stream()
                .filter(values::containsKey)
                .forEach(setting -> entries.put(setting.key(), Setting.plain(get(setting))));
        return entries;
    }

    @SuppressWarnings("unchecked") // the constructor puts values of T alone under a setting of T
    private <T> T get(Setting<T> setting) {
        return (T) Objects.requireNonNull(values.get(setting), setting.key());
    }

    public String recipe() {
        return get(Setting.RECIPE);
    }

    public ModelKind model() {
        return get(Setting.MODEL);
    }

    public Stem stem() {
        return get(Setting.STEM);
    }

    public DataSource data() {
        return get(Setting.DATA);
    }

    public @Nullable Path dataDir() {
        return values.containsKey(Setting.DATA_DIR) ? get(Setting.DATA_DIR) : null;
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

    public int imageSize() {
        return get(Setting.IMAGE_SIZE);
    }

    public Fit fit() {
        return get(Setting.FIT);
    }

    public Colour background() {
        return get(Setting.BACKGROUND);
    }

    public BadPictures bad() {
        return get(Setting.BAD);
    }

    public double split() {
        return get(Setting.SPLIT);
    }

    public @Nullable Path weights() {
        return values.containsKey(Setting.WEIGHTS) ? get(Setting.WEIGHTS) : null;
    }

    public int freeze() {
        return get(Setting.FREEZE);
    }

    public int epochs() {
        return get(Setting.EPOCHS);
    }

    public int earlyStopping() {
        return get(Setting.EARLY_STOPPING);
    }

    public TimeLimit maxTime() {
        return get(Setting.MAX_TIME);
    }

    public int batchSize() {
        return get(Setting.BATCH_SIZE);
    }

    public int accumulate() {
        return get(Setting.ACCUMULATE);
    }

    /** Images whose gradients make one step: batches times their size. */
    public int imagesPerStep() {
        return (int) Math.min(Integer.MAX_VALUE, (long) batchSize() * accumulate());
    }

    public boolean dropLast() {
        return get(Setting.DROP_LAST);
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

    public double momentum() {
        return get(Setting.MOMENTUM);
    }

    public boolean nesterov() {
        return get(Setting.NESTEROV);
    }

    public double weightDecay() {
        return get(Setting.WEIGHT_DECAY);
    }

    public boolean decayAll() {
        return get(Setting.DECAY_ALL);
    }

    public double clipNorm() {
        return get(Setting.CLIP_NORM);
    }

    public double ema() {
        return get(Setting.EMA);
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

    public ClassWeights classWeights() {
        return get(Setting.CLASS_WEIGHTS);
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

    public TestTimeAugmentation tta() {
        return get(Setting.TTA);
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

    public boolean logJson() {
        return get(Setting.LOG_JSON);
    }

    public boolean tensorboard() {
        return get(Setting.TENSORBOARD);
    }
}
