package dev.cifarlab.app.cli;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoints;
import dev.cifarlab.app.training.Networks;
import java.nio.file.Path;

/**
 * The network of a run as it was after its best epoch.
 *
 * @param folder the run
 * @param card what is to be known of the data that it was trained on
 * @param network with the weights of the best epoch
 * @param epoch that epoch
 */
record TrainedNetwork(RunFolder folder, DataCard card, Network network, int epoch) implements AutoCloseable {

    /** Needs no data, but for a run of version 0.1, which has no card of them. */
    static TrainedNetwork open(Path run) {
        RunFolder folder = RunFolder.open(run);
        TrainConfig config = folder.config();
        DataCard card = DataCard.read(folder)
                .orElseGet(() -> DataSets.load(config, new DownloadBar()).card());
        Network network = Networks.create(config, card);
        try {
            int epoch = new Checkpoints(folder.checkpoints()).loadBest(network);
            return new TrainedNetwork(folder, card, network, epoch);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    @Override
    public void close() {
        network.close();
    }

    /**
     * The run's data as they are now, with a warning where they have changed.
     *
     * @throws UserException when they are missing, or the network cannot be asked about them
     */
    DataSets data(Console console) {
        DataSets data = DataSets.load(folder.config(), new DownloadBar());
        String differences = String.join("; ", card.differences(data.card()));
        if (!card.fits(data.card())) {
            throw UserException.failed(
                    "%s: the data do not fit the network, they are not those it was trained on (%s); put them back",
                    folder.path(), differences);
        }
        if (!differences.isEmpty()) {
            console.warn("the data are not those that the network was trained with (" + differences
                    + "); what follows is of the data as they are now");
        }
        return data;
    }
}
