package dev.cifarlab.app.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * All settings of a training. Flags and YAML keys are the components' names in kebab-case. {@link #defaults()} holds
 * the one default of each.
 *
 * @param model the network
 * @param data where images come from
 * @param dataDir folder of the data set, or null for the usual places
 * @param download whether CIFAR-10 may be fetched from its official address
 * @param activation activation function of the hidden layers
 * @param init how weights are drawn
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step, at least 1
 * @param seed decides weights, order, augmentation, samples and synthetic images
 * @param optimizer the update rule
 * @param learningRate the largest learning rate, above 0
 * @param weightDecay weight decay, 0 for none
 * @param schedule the learning rate's course
 * @param augment how training images are varied
 * @param normalise whether channels are shifted and scaled to mean 0 and standard deviation 1 of the training images
 * @param labelSmoothing share of a label spread over all classes, 0 to below 1
 * @param validation which images are validated on
 * @param convolution which implementation convolutions run through
 * @param precision the numbers that layers compute with
 * @param trainLimit training images to use, balanced over classes; 0 for all
 * @param testLimit validation images to use, balanced over classes; 0 for all
 * @param checkpointEvery iterations between checkpoints within an epoch; 0 for one after each epoch only
 */
public record TrainConfig(
        ModelKind model,
        DataSource data,
        @Nullable Path dataDir,
        boolean download,
        Activation activation,
        Initialization init,
        int epochs,
        int batchSize,
        long seed,
        Optimizer optimizer,
        double learningRate,
        double weightDecay,
        Schedule schedule,
        Augmentation augment,
        boolean normalise,
        double labelSmoothing,
        ValidationSource validation,
        ConvolutionRoute convolution,
        Precision precision,
        int trainLimit,
        int testLimit,
        int checkpointEvery) {

    /** Checks every number. */
    public TrainConfig {
        Checks.atLeast("epochs", epochs, 1);
        Checks.atLeast("batch-size", batchSize, 1);
        Checks.above("learning-rate", learningRate, 0);
        Checks.notNegative("weight-decay", weightDecay);
        Checks.share("label-smoothing", labelSmoothing);
        Checks.atLeast("train-limit", trainLimit, 0);
        Checks.atLeast("test-limit", testLimit, 0);
        Checks.atLeast("checkpoint-every", checkpointEvery, 0);
    }

    /** The assignment's settings. */
    public static TrainConfig defaults() {
        return new TrainConfig(
                ModelKind.RESNET18,
                DataSource.CIFAR10,
                null,
                false,
                Activation.RELU,
                Initialization.GLOROT_NORMAL,
                25,
                128,
                0,
                Optimizer.ADAM,
                0.001,
                0,
                Schedule.CONSTANT,
                Augmentation.NONE,
                false,
                0,
                ValidationSource.TEST,
                ConvolutionRoute.AUTO,
                Precision.FLOAT32,
                0,
                0,
                0);
    }
}
