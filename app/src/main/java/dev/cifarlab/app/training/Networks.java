package dev.cifarlab.app.training;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.model.LearningRate;
import dev.cifarlab.app.model.Network;
import dev.cifarlab.app.model.NetworkSpec;
import dev.cifarlab.app.model.UpdateRule;

/** Builds what a training needs from its settings and its data. */
public final class Networks {

    private Networks() {}

    /** A network with fresh weights that fits the images and classes. */
    public static Network create(TrainConfig config, DataSets data) {
        UpdateRule rule = new UpdateRule(config.optimizer(), learningRate(config, data), config.weightDecay());
        return Network.create(spec(config, data.train()), rule);
    }

    private static NetworkSpec spec(TrainConfig config, ImageSet images) {
        return new NetworkSpec(
                config.model(),
                config.activation(),
                config.init(),
                images.channels(),
                images.height(),
                images.width(),
                images.classNames().size(),
                config.labelSmoothing(),
                config.convolution(),
                config.precision(),
                config.seed());
    }

    /** The learning rate over all iterations of the run. */
    static LearningRate learningRate(TrainConfig config, DataSets data) {
        long iterations = (long) batches(config, data) * config.epochs();
        return new LearningRate(config.schedule(), config.learningRate(), iterations);
    }

    /** The learning rate of an epoch's first iteration; epochs count from 1. */
    static double rateAtStart(TrainConfig config, DataSets data, int epoch) {
        return learningRate(config, data).at((epoch - 1L) * batches(config, data));
    }

    /** Batches of an epoch, the last of which may be smaller. */
    static int batches(TrainConfig config, DataSets data) {
        return (int) ((data.train().size() + config.batchSize() - 1L) / config.batchSize());
    }

    /** How images are shifted and scaled: by the training images' statistics, or not at all. */
    public static ChannelStatistics normalisation(TrainConfig config, DataSets data) {
        return config.normalise() ? ChannelStatistics.of(data.train()) : ChannelStatistics.identity(data.train());
    }
}
