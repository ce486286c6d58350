package dev.cifarlab.app.settings;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Settings as text, from flags or from a file, over a base that gives the others. */
public final class ConfigValues {

    private final Map<Setting, String> texts = new EnumMap<>(Setting.class);

    /** Sets one value; it is checked by {@link #over}. */
    public void put(Setting setting, String text) {
        texts.put(setting, text);
    }

    /** The settings that were given. */
    public Set<Setting> given() {
        return Collections.unmodifiableSet(texts.keySet());
    }

    /**
     * The base with the given values in place of its own.
     *
     * @throws UserException naming the setting and what it takes when a value is wrong
     */
    public TrainConfig over(TrainConfig base) {
        return new TrainConfig(
                choice(Setting.MODEL, base.model()),
                choice(Setting.DATA, base.data()),
                path(Setting.DATA_DIR, base.dataDir()),
                bool(Setting.DOWNLOAD, base.download()),
                choice(Setting.ACTIVATION, base.activation()),
                choice(Setting.INIT, base.init()),
                integer(Setting.EPOCHS, base.epochs()),
                integer(Setting.BATCH_SIZE, base.batchSize()),
                whole(Setting.SEED, base.seed(), Long.MIN_VALUE, Long.MAX_VALUE),
                choice(Setting.OPTIMIZER, base.optimizer()),
                number(Setting.LEARNING_RATE, base.learningRate()),
                number(Setting.WEIGHT_DECAY, base.weightDecay()),
                choice(Setting.SCHEDULE, base.schedule()),
                choice(Setting.AUGMENT, base.augment()),
                bool(Setting.NORMALISE, base.normalise()),
                number(Setting.LABEL_SMOOTHING, base.labelSmoothing()),
                choice(Setting.VALIDATION, base.validation()),
                choice(Setting.CONVOLUTION, base.convolution()),
                choice(Setting.PRECISION, base.precision()),
                integer(Setting.TRAIN_LIMIT, base.trainLimit()),
                integer(Setting.TEST_LIMIT, base.testLimit()),
                integer(Setting.CHECKPOINT_EVERY, base.checkpointEvery()));
    }

    private <E extends Enum<E> & NamedChoice> E choice(Setting setting, E base) {
        String text = texts.get(setting);
        return text == null ? base : NamedChoice.parse(base.getDeclaringClass(), setting.key(), text);
    }

    private int integer(Setting setting, int base) {
        return (int) whole(setting, base, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private long whole(Setting setting, long base, long least, long most) {
        String text = texts.get(setting);
        if (text == null) {
            return base;
        }
        long value = Checks.whole(text).orElseThrow(() -> wrong(setting, text, "a whole number"));
        if (value < least || value > most) {
            throw wrong(setting, text, "a smaller whole number");
        }
        return value;
    }

    private double number(Setting setting, double base) {
        String text = texts.get(setting);
        return text == null ? base : Checks.number(text).orElseThrow(() -> wrong(setting, text, "a number"));
    }

    private boolean bool(Setting setting, boolean base) {
        String text = texts.get(setting);
        if (text == null) {
            return base;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(setting, text, "true or false");
        };
    }

    private @Nullable Path path(Setting setting, @Nullable Path base) {
        String text = texts.get(setting);
        if (text == null) {
            return base;
        }
        if (text.isEmpty()) {
            throw wrong(setting, text, "a folder");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw wrong(setting, text, "a folder");
        }
    }

    private static UserException wrong(Setting setting, @Nullable String text, String expected) {
        return UserException.usage("%s: '%s' does not work; give %s", setting.key(), text, expected);
    }
}
