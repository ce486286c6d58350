package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.BatchStream;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.search.SearchFolder;
import dev.cifarlab.app.search.SharedData;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.Networks;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How long what is left of a search will take here, one cell after another, from a few batches.
 *
 * @param model the network
 * @param training seconds of training for one image
 * @param validation seconds of validation for one image
 * @param epochs epochs left in all cells
 * @param seconds seconds they will take, validation included
 */
public record Estimate(ModelKind model, double training, double validation, int epochs, double seconds) {

    private static final int WARM_UP = 2;
    private static final int MEASURED = 4;

    /** Trains a fresh network for a few steps, and throws it away; where nothing is left, not even that. */
    public static Estimate of(SearchFolder folder, SharedData shared) {
        TrainConfig config = folder.config().base();
        int epochs = epochsLeft(folder);
        if (epochs == 0) {
            return new Estimate(config.model(), 0, 0, 0, 0);
        }
        DataSets data = shared.of(config);
        try (Network network = Networks.create(config, data.card());
                BatchStream batches = BatchStream.training(
                        data.train(),
                        config.with(Setting.ACCUMULATE, 1),
                        data.card().normalisation(),
                        1,
                        0)) {
            Batch batch = batches.next();
            double training = seconds(() -> network.fit(batch.images(), batch.labels())) / batch.size();
            double validation = seconds(() -> network.logits(batch.images()).toDoubleMatrix()) / batch.size();
            double epoch = training * data.train().size()
                    + validation * data.validation().size();
            return new Estimate(config.model(), training, validation, epochs, epochs * epoch);
        }
    }

    private static int epochsLeft(SearchFolder folder) {
        return folder.config().grid().cells().stream()
                .map(folder::cell)
                .filter(place -> place.result().isEmpty())
                .mapToInt(place -> folder.config().base().epochs() - place.epochs())
                .sum();
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
}
