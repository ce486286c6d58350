package dev.cifarlab.app.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The value of one setting in a configuration. */
public final class SettingValue {

    private SettingValue() {}

    /** A label, a number, a switch or a path's text; null where nothing is set. */
    public static @Nullable Object of(Setting setting, TrainConfig config) {
        Object value = raw(setting, config);
        if (value instanceof NamedChoice choice) {
            return choice.label();
        }
        return value instanceof Path path ? path.toString() : value;
    }

    @SuppressWarnings("CyclomaticComplexity") // one line a setting
    private static @Nullable Object raw(Setting setting, TrainConfig config) {
        return switch (setting) {
            case MODEL -> config.model();
            case DATA -> config.data();
            case DATA_DIR -> config.dataDir();
            case DOWNLOAD -> config.download();
            case ACTIVATION -> config.activation();
            case INIT -> config.init();
            case EPOCHS -> config.epochs();
            case BATCH_SIZE -> config.batchSize();
            case SEED -> config.seed();
            case OPTIMIZER -> config.optimizer();
            case LEARNING_RATE -> config.learningRate();
            case WEIGHT_DECAY -> config.weightDecay();
            case SCHEDULE -> config.schedule();
            case AUGMENT -> config.augment();
            case NORMALISE -> config.normalise();
            case LABEL_SMOOTHING -> config.labelSmoothing();
            case VALIDATION -> config.validation();
            case CONVOLUTION -> config.convolution();
            case PRECISION -> config.precision();
            case TRAIN_LIMIT -> config.trainLimit();
            case TEST_LIMIT -> config.testLimit();
            case CHECKPOINT_EVERY -> config.checkpointEvery();
        };
    }
}
