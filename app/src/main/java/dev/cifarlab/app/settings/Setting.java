package dev.cifarlab.app.settings;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a training, one row each: the key that flags and YAML have in common, the default, what values there
 * are, and a line of help. {@link TrainConfig} has an accessor for each.
 *
 * @param <T> type of the values
 */
public final class Setting<T> {

    private static final Map<String, Setting<?>> ROWS = new LinkedHashMap<>();

    public static final Setting<String> RECIPE = new Setting<>(
            "recipe",
            Recipe.ASSIGNMENT,
            (key, text) -> text,
            "settings that go together, which other flags override: " + Recipe.choices());
    public static final Setting<ModelKind> MODEL = choice("model", ModelKind.RESNET18, "the network: %s");
    public static final Setting<Stem> STEM =
            choice("stem", Stem.AUTO, "what is before the stages of the resnet18: %s (imagenet from 96 pixels on)");
    public static final Setting<DataSource> DATA = choice("data", DataSource.CIFAR10, "where images come from: %s");
    public static final Setting<Path> DATA_DIR = new Setting<>(
            "data-dir",
            null,
            (key, text) -> Values.path(key, text, "a folder"),
            "folder of the data set; otherwise CIFAR10_DIR, MNIST_DIR and so on, then the cache folder");
    public static final Setting<Boolean> DOWNLOAD =
            flag("download", false, "fetch the data set from its official address where it is missing");
    public static final Setting<Integer> IMAGE_SIZE = new Setting<>(
            "image-size",
            32,
            (key, text) -> Values.whole(key, text, 16, 256),
            "height and width of an image in pixels, 16 to 256");
    public static final Setting<Fit> FIT = choice("fit", Fit.CROP, "how pictures that are no squares become some: %s");
    public static final Setting<Colour> BACKGROUND = new Setting<>(
            "background",
            Colour.WHITE,
            Colour::read,
            "what shows through pictures and stands beside them: white, black, grey or #RRGGBB");
    public static final Setting<BadPictures> BAD =
            choice("bad", BadPictures.REFUSE, "pictures that cannot be read: %s (left out and listed)");
    public static final Setting<Activation> ACTIVATION =
            choice("activation", Activation.RELU, "activation function: %s");
    public static final Setting<Initialization> INIT =
            choice("init", Initialization.GLOROT_NORMAL, "how weights are drawn: %s");
    public static final Setting<Path> WEIGHTS = new Setting<>(
            "weights",
            null,
            (key, text) -> Values.path(key, text, "a file or a run folder"),
            "begin with the weights of a safetensors or npz file, or of a run, instead of drawn ones");
    public static final Setting<Integer> FREEZE =
            whole("freeze", 0, 0, "leave the stem and the first N stages of the network as they are; 0 for none");
    public static final Setting<Integer> EPOCHS = whole("epochs", 25, 1, "passes over the training images");
    public static final Setting<Integer> EARLY_STOPPING =
            whole("early-stopping", 0, 0, "end after N epochs without a better one; 0 for never");
    public static final Setting<TimeLimit> MAX_TIME = new Setting<>(
            "max-time",
            TimeLimit.NONE,
            TimeLimit::read,
            "begin no epoch that would end later than this after the start, such as 2h or 1h30m");
    public static final Setting<Integer> BATCH_SIZE = whole("batch-size", 128, 1, "images a step");
    public static final Setting<Integer> ACCUMULATE =
            whole("accumulate", 1, 1, "batches whose gradients make one step, in the memory of one");
    public static final Setting<Boolean> DROP_LAST =
            flag("drop-last", false, "leave out the last step of an epoch where it has fewer images");
    public static final Setting<Long> SEED =
            new Setting<>("seed", 0L, Values::whole, "decides weights, order, augmentation and samples");
    public static final Setting<Optimizer> OPTIMIZER =
            choice("optimizer", Optimizer.ADAM, "update rule: %s (docs/performance.md)");
    public static final Setting<Double> LEARNING_RATE =
            number("learning-rate", 0.001, rate -> (float) rate > 0, "a number above 0", "the largest learning rate");
    public static final Setting<Double> MOMENTUM = share("momentum", 0.9, "what a step of sgd leaves of the velocity");
    public static final Setting<Boolean> NESTEROV =
            flag("nesterov", true, "with sgd: Nesterov's momentum, which looks a step ahead");
    public static final Setting<Double> WEIGHT_DECAY = number(
            "weight-decay",
            0,
            decay -> decay >= 0,
            "0 or a number above it",
            "weight decay of kernels and dense weights; decoupled with adam and adamw");
    public static final Setting<Boolean> DECAY_ALL =
            flag("decay-all", false, "weight decay of biases and batch normalisation, too");
    public static final Setting<Double> CLIP_NORM = number(
            "clip-norm", 0, norm -> norm >= 0, "0 or a number above it", "shorten gradients to this norm; 0 for none");
    public static final Setting<Double> EMA = share(
            "ema",
            0,
            "validate and keep a running average of the weights, of which a step leaves this share; 0 for none");
    public static final Setting<Schedule> SCHEDULE = new Setting<>(
            "schedule", Schedule.CONSTANT, Schedule::read, "course of the learning rate: " + Schedule.choices());
    public static final Setting<Parts> AUGMENT = new Setting<>(
            "augment",
            Parts.NONE,
            Parts.VARIATIONS::read,
            "how training images are varied: " + Parts.VARIATIONS.choices() + "; several separated by commas");
    public static final Setting<Boolean> NORMALISE =
            flag("normalise", false, "shift and scale each channel to mean 0 and standard deviation 1");
    public static final Setting<Double> LABEL_SMOOTHING =
            share("label-smoothing", 0, "share of each label spread over all classes");
    public static final Setting<ClassWeights> CLASS_WEIGHTS =
            choice("class-weights", ClassWeights.NONE, "weights of classes in the training loss, by rarity: %s");
    public static final Setting<ValidationSource> VALIDATION = choice(
            "validation", ValidationSource.TEST, "validate on the test images or on held-out training images: %s");
    public static final Setting<Double> SPLIT = number(
            "split",
            0.1,
            share -> share > 0 && share < 1,
            "a share between 0 and 1",
            "share of the training images that --validation split holds out");
    public static final Setting<ConvolutionRoute> CONVOLUTION =
            choice("convolution", ConvolutionRoute.AUTO, "what computes convolutions: %s (docs/performance.md)");
    public static final Setting<Precision> PRECISION =
            choice("precision", Precision.AUTO, "the numbers that layers compute with: %s (docs/performance.md)");
    public static final Setting<TestTimeAugmentation> TTA = choice(
            "tta", TestTimeAugmentation.NONE, "test-time augmentation of a second score of the best network: %s");
    public static final Setting<Integer> TRAIN_LIMIT =
            whole("train-limit", 0, 0, "training images to use, balanced over classes; 0 for all");
    public static final Setting<Integer> TEST_LIMIT =
            whole("test-limit", 0, 0, "validation images to use, balanced over classes; 0 for all");
    public static final Setting<Integer> CHECKPOINT_EVERY =
            whole("checkpoint-every", 0, 0, "iterations between checkpoints within an epoch; 0 for none there");
    public static final Setting<Boolean> LOG_JSON =
            flag("log-json", false, "write a line a step and an epoch to events.jsonl in the run folder");
    public static final Setting<Boolean> TENSORBOARD =
            flag("tensorboard", false, "write scalars, curves and filters for TensorBoard into the run folder");

    private final String key;
    private final @Nullable T fallback;
    private final BiFunction<String, String, T> reader;
    private final String help;

    /** A row; the reader takes the key and a text, and throws a UserException where the text is no value. */
    private Setting(String key, @Nullable T fallback, BiFunction<String, String, T> reader, String help) {
        this.key = key;
        this.fallback = fallback;
        this.reader = reader;
        this.help = help;
        ROWS.put(key, this);
    }

    private static <E extends Enum<E> & NamedChoice> Setting<E> choice(String key, E fallback, String help) {
        Class<E> type = fallback.getDeclaringClass();
        String choices = help.replace("%s", NamedChoice.choices(type));
        return new Setting<>(key, fallback, (name, text) -> NamedChoice.parse(type, name, text), choices);
    }

    private static Setting<Integer> whole(String key, int fallback, int least, String help) {
        return new Setting<>(key, fallback, (name, text) -> Values.whole(name, text, least), help);
    }

    private static Setting<Double> number(
            String key, double fallback, DoublePredicate within, String bounds, String help) {
        return new Setting<>(key, fallback, (name, text) -> Values.number(name, text, within, bounds), help);
    }

    private static Setting<Double> share(String key, double fallback, String help) {
        return number(key, fallback, share -> share >= 0 && (float) share < 1, "a number from 0 to below 1", help);
    }

    private static Setting<Boolean> flag(String key, boolean fallback, String help) {
        return new Setting<>(key, fallback, Values::truth, help);
    }

    /** All settings, in the order in which they are shown and written. */
    public static Collection<Setting<?>> all() {
        return Collections.unmodifiableCollection(ROWS.values());
    }

    /**
     * Finds a setting by its key.
     *
     * @throws UserException naming all keys when there is none
     */
    public static Setting<?> of(String key) {
        Setting<?> setting = ROWS.get(key);
        if (setting == null) {
            throw UserException.usage("unknown key '%s'; the keys are %s", key, String.join(", ", ROWS.keySet()));
        }
        return setting;
    }

    /** The setting's name in flags and files, for instance {@code batch-size}. */
    public String key() {
        return key;
    }

    /** One line for help texts. */
    public String help() {
        return help;
    }

    /** Whether the setting is on or off, and its flag takes no value. */
    public boolean isSwitch() {
        return fallback instanceof Boolean;
    }

    /** The defaults of those that have one. */
    static Map<Setting<?>, Object> fallbacks() {
        Map<Setting<?>, Object> fallbacks = new LinkedHashMap<>();
        for (Setting<?> setting : all()) {
            Object fallback = setting.fallback;
            if (fallback != null) {
                fallbacks.put(setting, fallback);
            }
        }
        return fallbacks;
    }

    /**
     * The value that a text stands for.
     *
     * @throws UserException naming the key and what it takes when there is none
     */
    T read(String text) {
        return reader.apply(key, text);
    }

    /** A value as files and flags have it: a word, a number, or true or false. */
    static Object plain(Object value) {
        if (value instanceof NamedChoice choice) {
            return choice.label();
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    @Override
    public String toString() {
        return key;
    }
}
