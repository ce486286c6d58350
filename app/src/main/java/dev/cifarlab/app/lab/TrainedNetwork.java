package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.SoftmaxCrossEntropy;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.data.Framing;
import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.data.View;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoint;
import dev.cifarlab.app.training.Checkpoints;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.training.Validator;
import dev.cifarlab.app.weights.ArraySource;
import dev.cifarlab.app.weights.NamedArrays;
import dev.cifarlab.app.weights.WeightNames;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The network of a run as it was after its best epoch, to be asked.
 *
 * @param folder the run
 * @param card what is to be known of the data that it was trained on
 * @param network with the weights of the best epoch
 * @param epoch that epoch
 * @param download is told how far a download of the data is
 */
public record TrainedNetwork(RunFolder folder, DataCard card, Network network, int epoch, DownloadProgress download)
        implements AutoCloseable {

    /** Needs no data, but for a run of version 0.1, which has no card of them. */
    public static TrainedNetwork open(Path run, DownloadProgress download) {
        RunFolder folder = RunFolder.open(run);
        TrainConfig config = folder.config();
        Background<Checkpoint> best = Background.of("checkpoint", () -> new Checkpoints(folder.checkpoints()).best());
        DataCard card = DataCard.read(folder)
                .or(() -> best.await().data())
                .orElseGet(() -> DataSets.load(config, download).card());
        Network network = Networks.create(config, card);
        try {
            best.await().restore(network);
            network.swapAverage();
            return new TrainedNetwork(folder, card, network, best.await().epoch(), download);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** How pictures become images of those that a run was trained on. */
    public static Framing framing(RunFolder folder) {
        TrainConfig config = folder.config();
        Optional<DataCard> card = DataCard.read(folder);
        return new Framing(
                card.map(DataCard::height).orElse(config.imageSize()),
                config.fit(),
                config.background().rgb(),
                card.map(DataCard::channels).orElse(config.data().channels()) == 1);
    }

    /** Its weights as arrays by name, with what is to be known of them, while it is open. */
    public ArraySource weights(WeightNames names) {
        return new NamedArrays(
                folder.path().toString(),
                network,
                names,
                Provenance.of(folder, card, epoch).facts());
    }

    @Override
    public void close() {
        network.close();
    }

    /**
     * A class that a picture may show.
     *
     * @param className the class
     * @param probability the network's probability of it, 0 to 1
     */
    public record Prediction(String className, double probability) {}

    /** The likeliest classes of each picture, the likeliest first, as {@link Pictures} reads them with its framing. */
    public List<List<Prediction>> likeliest(List<byte[]> pictures, int count, TestTimeAugmentation augmentation) {
        ImageSet images = images(pictures);
        List<View> views = View.of(augmentation);
        List<Batch> seen = views.stream()
                .map(view -> Batch.of(images, card.normalisation(), view))
                .toList();
        double[][] logits = Evaluation.requireFinite(Validator.logits(network, views, seen));
        return Arrays.stream(logits).map(row -> likeliest(row, count)).toList();
    }

    private List<Prediction> likeliest(double[] logits, int count) {
        double[] probabilities = SoftmaxCrossEntropy.softmax(logits);
        return IntStream.range(0, probabilities.length)
                .mapToObj(k -> new Prediction(card.classes().get(k), probabilities[k]))
                .sorted(Comparator.comparingDouble(Prediction::probability).reversed())
                .limit(count)
                .toList();
    }

    /** A picture as a set of one whose class is not known. */
    ImageSet image(byte[] picture) {
        return images(List.of(picture));
    }

    private ImageSet images(List<byte[]> pictures) {
        ByteBuffer all = ByteBuffer.allocate(pictures.size() * pictures.get(0).length);
        pictures.forEach(all::put);
        int[] unknown = new int[pictures.size()];
        Arrays.fill(unknown, ImageSet.UNKNOWN);
        return new ImageSet(all.array(), unknown, card.channels(), card.height(), card.width(), card.classes());
    }

    public Evaluation evaluate(ImageSet images, TestTimeAugmentation augmentation) {
        return Evaluation.of(network, images, card.normalisation(), augmentation);
    }

    /**
     * The run's data as they are now, with a warning where they have changed.
     *
     * @throws UserException when they are missing, or the network cannot be asked about them
     */
    public DataSets data(Consumer<String> warn) {
        DataSets data = DataSets.load(Starts.of(folder).findData(folder.config(), warn), download);
        String differences = String.join("; ", card.differences(data.card()));
        if (!card.fits(data.card())) {
            throw UserException.failed(
                    "%s: the data do not fit the network, they are not those it was trained on (%s); put them back",
                    folder.path(), differences);
        }
        if (!differences.isEmpty()) {
            warn.accept("the data are not those that the network was trained with (" + differences
                    + "); what follows is of the data as they are now");
        }
        return data;
    }
}
