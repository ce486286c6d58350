package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.backend.UpdateRule;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;

/** Builds what a training needs from its settings and what is known of its data. */
public final class Networks {

    private Networks() {}

    /** A network with fresh weights, those made of the training images included. */
    public static Network fresh(TrainConfig config, DataSets data, LearningRate rate) {
        Network network = create(config, data.card(), rate);
        Whitening.into(network, data);
        return network;
    }

    /** A network that fits the images and classes, and whose weights are to be set. */
    public static Network create(TrainConfig config, DataCard data) {
        return create(config, data, learningRate(config, data));
    }

    /** The same with another course of the learning rate. */
    public static Network create(TrainConfig config, DataCard data, LearningRate rate) {
        UpdateRule rule = new UpdateRule(
                config.optimizer(),
                rate,
                config.momentum(),
                config.nesterov(),
                config.weightDecay(),
                config.decayAll(),
                config.clipNorm(),
                config.ema(),
                config.freeze());
        return Network.create(
                spec(
                        config,
                        data.channels(),
                        data.height(),
                        data.width(),
                        data.classes().size()),
                rule,
                config.batchSize());
    }

    /** The same before the data are known, for images as they will be. */
    public static NetworkSpec spec(TrainConfig config, int classes) {
        return spec(config, config.data().channels(), config.imageSize(), config.imageSize(), classes);
    }

    /** The same settings with a precision that is settled, so that a run has one wherever it goes on. */
    public static TrainConfig settled(TrainConfig config) {
        return config.with(Setting.PRECISION, Network.settled(config.convolution(), config.precision()));
    }

    /** What a network is for images of a size. */
    public static NetworkSpec spec(TrainConfig config, int channels, int height, int width, int classes) {
        return new NetworkSpec(
                config.model(),
                config.stem(),
                config.activation(),
                config.init(),
                channels,
                height,
                width,
                classes,
                config.labelSmoothing(),
                config.convolution(),
                Network.settled(config.convolution(), config.precision()),
                config.seed());
    }

    /** The learning rate over all iterations of the run. */
    public static LearningRate learningRate(TrainConfig config, DataCard data) {
        long iterations = (long) batches(config, data) * config.epochs();
        return new LearningRate(config.schedule(), config.learningRate(), iterations, config.epochs());
    }

    /** The learning rate of an epoch's first iteration; epochs count from 1. */
    static double rateAtStart(TrainConfig config, DataCard data, int epoch) {
        return learningRate(config, data).at((epoch - 1L) * batches(config, data));
    }

    /** Steps of an epoch; the last may have fewer images, unless that one is left out. */
    public static int batches(TrainConfig config, DataCard data) {
        int rest = config.dropLast() ? 0 : config.imagesPerStep() - 1;
        return (int) (((long) data.trainingImages() + rest) / config.imagesPerStep());
    }
}
