package dev.cifarlab.app.lab;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.data.ChannelStatistics;
import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.data.DownloadProgress;
import dev.cifarlab.app.evaluation.Evaluation;
import dev.cifarlab.app.runs.RunFolder;
import dev.cifarlab.app.runs.Starts;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.Stem;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.training.Checkpoints;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.weights.ArraySource;
import dev.cifarlab.app.weights.WeightFiles;
import dev.cifarlab.app.weights.WeightMatch;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A file of weights that were trained elsewhere, and what is to be known to use them. */
public final class ForeignNetwork {

    private final Path file;
    private final ArraySource source;
    private final Provenance beside;
    private final Said said;
    private final TrainConfig config;

    /**
     * What the user says of a file, which overrides what the file says itself.
     *
     * @param settings the network and the data
     * @param classes names of the classes, or null
     * @param normalisation how images are scaled, or null
     */
    public record Said(
            Map<Setting<?>, String> settings,
            @Nullable List<String> classes,
            @Nullable ChannelStatistics normalisation) {}

    private ForeignNetwork(Path file, ArraySource source, Said said) {
        this.file = file;
        this.source = source;
        this.beside = new Provenance(source.place(), source.metadata());
        this.said = said;
        Map<Setting<?>, Object> settings = new HashMap<>();
        told(settings, Setting.MODEL, Provenance.MODEL);
        if (settings.containsKey(Setting.MODEL)) { // files of ours from before there were stems say none
            settings.put(Setting.STEM, beside.facts().getOrDefault(Provenance.STEM, Stem.CIFAR.label()));
        }
        told(settings, Setting.ACTIVATION, Provenance.ACTIVATION);
        told(settings, Setting.FIT, Provenance.FIT);
        told(settings, Setting.BACKGROUND, Provenance.BACKGROUND);
        beside.images().ifPresent(sizes -> settings.put(Setting.IMAGE_SIZE, sizes.get(1)));
        settings.putAll(said.settings);
        this.config = Networks.settled(TrainConfig.defaults().with(settings));
    }

    private void told(Map<Setting<?>, Object> settings, Setting<?> setting, String key) {
        String text = beside.facts().get(key);
        if (text != null) {
            settings.put(setting, text);
        }
    }

    /**
     * Opens a file.
     *
     * @throws UserException when it is missing or damaged, or neither it nor the user says which network it is of
     */
    public static ForeignNetwork open(Path file, Said said) {
        ArraySource source = WeightFiles.open(file);
        if (!said.settings.containsKey(Setting.MODEL) && !source.metadata().containsKey(Provenance.MODEL)) {
            throw UserException.usage("%s: does not say which network it is of; add --model", file);
        }
        return new ForeignNetwork(file, source, said);
    }

    /** Its settings: the network's, the data's, and the defaults of all others. */
    public TrainConfig config() {
        return config;
    }

    /** The card of images that the network is for, whose classes are those of {@code otherwise} where nobody says. */
    private DataCard card(Optional<List<String>> otherwise) {
        List<String> classes = Optional.ofNullable(said.classes)
                .or(beside::classes)
                .or(() -> otherwise)
                .orElseThrow(
                        () -> UserException.usage("%s: does not name its classes; add --classes NAME,NAME,...", file));
        ChannelStatistics scaling = Optional.ofNullable(said.normalisation)
                .or(beside::normalisation)
                .orElseThrow(() -> UserException.usage(
                        "%s: does not say how images are scaled; add --mean and --std (0,0,0 and 1,1,1 where pixels in"
                                + " 0..1 go in as they are)",
                        file));
        int channels = beside.images()
                .map(all -> all.get(0))
                .filter(k -> k == 1 || k == 3)
                .orElse(config.data().channels());
        List<Integer> sizes = List.of(channels, config.imageSize(), config.imageSize());
        requireChannels(scaling, sizes.get(0));
        try {
            return DataCard.ofForeign(
                    "unknown images; imported from " + file.getFileName(),
                    classes,
                    sizes.get(0),
                    sizes.get(1),
                    sizes.get(2),
                    scaling);
        } catch (IllegalArgumentException e) {
            throw UserException.usage("%s: no network can have such %s; check them", file, e.getMessage());
        }
    }

    private static void requireChannels(ChannelStatistics scaling, int channels) {
        boolean fits = scaling.mean().length == channels
                && scaling.std().length == channels
                && DoubleStream.of(scaling.mean()).allMatch(Double::isFinite)
                && DoubleStream.of(scaling.std()).allMatch(std -> std > 0 && Double.isFinite(std));
        if (!fits) {
            throw UserException.usage(
                    "--mean and --std: give %d numbers each, one a channel, the deviations above 0", channels);
        }
    }

    /**
     * The network with its weights, for images of a card; the caller closes it.
     *
     * @throws UserException when not all of its weights are there, or more than those
     */
    private Network network(DataCard card) {
        Network network = Networks.create(config, card);
        try {
            WeightMatch.of(source, network.net()).requireAll().into(network);
            return network;
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /** The network as if it were a run's, to be asked about the data that its settings name. */
    public Measured measure(DownloadProgress download) {
        DataSets data = DataSets.load(config, download);
        DataCard card = card(Optional.of(data.card().classes()));
        if (!card.fits(data.card())) {
            throw UserException.failed(
                    "%s: the data do not fit the network (%s)", file, String.join("; ", card.differences(data.card())));
        }
        return new Measured(network(card), card.normalisation(), data);
    }

    /**
     * A network and what to ask it about.
     *
     * @param network to be closed
     * @param normalisation how the images are scaled for it
     * @param data whose validation images it is asked about
     */
    public record Measured(Network network, ChannelStatistics normalisation, DataSets data) implements AutoCloseable {

        /** What it makes of the validation images. */
        public Evaluation evaluate(TestTimeAugmentation augmentation) {
            return Evaluation.of(network, data.validation(), normalisation, augmentation);
        }

        @Override
        public void close() {
            network.close();
        }
    }

    /**
     * Makes a run folder of it, for all that asks a trained network.
     *
     * @throws UserException when anything does not fit, or the folder is there already; nothing is written then
     */
    public RunFolder importAs(Path out) {
        DataCard card = card(Optional.empty());
        try (Network network = network(card)) {
            RunFolder folder = RunFolder.create(out, config);
            card.write(folder);
            new Checkpoints(folder.checkpoints()).keepForeign(network, card);
            Starts.of(folder).add(0, config, config.dataDir());
            folder.log("imported from " + file.toAbsolutePath() + ": "
                    + source.shapes().size() + " arrays");
            return folder;
        }
    }
}
