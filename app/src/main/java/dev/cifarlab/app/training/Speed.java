package dev.cifarlab.app.training;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.TrainConfig;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How fast a network is on this machine, from a few batches.
 *
 * @param training seconds of training for one image
 * @param validation seconds of validation for one image
 */
public record Speed(double training, double validation) {

    private static final int WARM_UP = 2;
    private static final int MEASURED = 4;

    /** Trains a fresh network for a few steps, and throws it away. */
    public static Speed measure(TrainConfig config, DataSets data) {
        ChannelStatistics normalisation = data.card().normalisation();
        try (Network network = Networks.create(config, data.card());
                BatchStream batches = BatchStream.training(data.train(), config, normalisation, 1, 0)) {
            Batch batch = batches.next();
            double images = batch.labels().size(0);
            double training = seconds(() -> network.fit(batch.images(), batch.labels())) / images;
            double validation = seconds(() -> network.logits(batch.images()).toDoubleMatrix()) / images;
            return new Speed(training, validation);
        }
    }

    private static double seconds(Runnable step) {
        for (int k = 0; k < WARM_UP; k++) {
            step.run();
        }
        Nd4j.getExecutioner().commit();
        long start = System.nanoTime();
        for (int k = 0; k < MEASURED; k++) {
            step.run();
        }
        Nd4j.getExecutioner().commit();
        return (System.nanoTime() - start) / 1e9 / MEASURED;
    }

    /** Seconds of an epoch: one pass over all training images, and one over all validation images. */
    public double epoch(DataSets data) {
        return training * data.train().size() + validation * data.validation().size();
    }
}
