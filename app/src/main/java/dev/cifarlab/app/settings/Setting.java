package dev.cifarlab.app.settings;

import java.util.Arrays;
import java.util.Locale;

/** The settings of a training, in the order of {@link TrainConfig}; flags and YAML keys have the same names. */
public enum Setting {
    MODEL("the network: " + NamedChoice.choices(ModelKind.class)),
    DATA("where images come from: " + NamedChoice.choices(DataSource.class)),
    DATA_DIR("folder of the data set; otherwise CIFAR10_DIR, then the cache folder"),
    DOWNLOAD("fetch CIFAR-10 from its official address where it is missing"),
    ACTIVATION("activation function: " + NamedChoice.choices(Activation.class)),
    INIT("how weights are drawn: " + NamedChoice.choices(Initialization.class)),
    EPOCHS("passes over the training images"),
    BATCH_SIZE("images a step"),
    SEED("decides weights, order, augmentation and samples"),
    OPTIMIZER("update rule: " + NamedChoice.choices(Optimizer.class) + " (Nesterov momentum 0.9)"),
    LEARNING_RATE("the largest learning rate"),
    WEIGHT_DECAY("weight decay of kernels and dense weights; decoupled with adam"),
    SCHEDULE("course of the learning rate: " + NamedChoice.choices(Schedule.class)),
    AUGMENT("how training images are varied: " + NamedChoice.choices(Augmentation.class)),
    NORMALISE("shift and scale each channel to mean 0 and standard deviation 1"),
    LABEL_SMOOTHING("share of each label spread over all classes"),
    VALIDATION("validate on the test images or on held-out training images: "
            + NamedChoice.choices(ValidationSource.class)),
    CONVOLUTION(
            "what computes convolutions: " + NamedChoice.choices(ConvolutionRoute.class) + " (docs/performance.md)"),
    PRECISION(
            "the numbers that layers compute with: " + NamedChoice.choices(Precision.class) + " (docs/performance.md)"),
    TRAIN_LIMIT("training images to use, balanced over classes; 0 for all"),
    TEST_LIMIT("validation images to use, balanced over classes; 0 for all"),
    CHECKPOINT_EVERY("iterations between checkpoints within an epoch; 0 for one after each epoch only");

    private final String description;

    Setting(String description) {
        this.description = description;
    }

    /** The setting's name in flags and files, for instance {@code batch-size}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One line for help texts. */
    public String description() {
        return description;
    }

    /** Whether the setting is on or off, and its flag takes no value. */
    public boolean isSwitch() {
        return this == DOWNLOAD || this == NORMALISE;
    }

    /**
     * Finds a setting by its key.
     *
     * @throws UserException naming all keys when there is none
     */
    public static Setting of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElseThrow(() -> UserException.usage(
                        "unknown key '%s'; the keys are %s",
                        key,
                        String.join(
                                ", ", Arrays.stream(values()).map(Setting::key).toList())));
    }
}
