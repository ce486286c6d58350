package dev.cifarlab.app.cli;

import dev.cifarlab.app.config.TrainConfig;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.model.Network;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.training.Checkpoints;
import dev.cifarlab.app.training.Networks;
import java.nio.file.Path;

/**
 * The network of a run as it was after its best epoch, and the data it was trained on.
 *
 * @param data the run's data
 * @param network with the weights of the best epoch
 * @param normalisation how images are to be shifted and scaled for it
 * @param epoch that epoch
 */
record TrainedNetwork(DataSets data, Network network, ChannelStatistics normalisation, int epoch)
        implements AutoCloseable {

    static TrainedNetwork open(Path run) {
        RunFolder folder = RunFolder.open(run);
        TrainConfig config = folder.config();
        DataSets data = DataSets.load(config, new DownloadBar());
        Network network = Networks.create(config, data);
        try {
            int epoch = new Checkpoints(folder.checkpoints()).loadBest(network);
            return new TrainedNetwork(data, network, Networks.normalisation(config, data), epoch);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    @Override
    public void close() {
        network.close();
    }
}
