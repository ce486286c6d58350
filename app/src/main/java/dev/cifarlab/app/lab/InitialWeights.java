package dev.cifarlab.app.lab;

import dev.cifarlab.app.data.DataCard;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.training.Networks;
import dev.cifarlab.app.training.Trainer;
import dev.cifarlab.app.weights.ArraySource;
import dev.cifarlab.app.weights.WeightFiles;
import dev.cifarlab.app.weights.WeightMatch;
import dev.cifarlab.app.weights.WeightNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a training begins with instead of weights that are drawn: a file's, or those of a run's best epoch. */
final class InitialWeights {

    private InitialWeights() {}

    /**
     * Sees whether they fit, and what is to be frozen of the network, before anything is written.
     *
     * @throws dev.cifarlab.app.settings.UserException when they are missing, damaged, or another network's
     */
    static void require(TrainConfig config, DataCard data) {
        Net net = net(config, data);
        net.firstStages(config.freeze());
        with(config.weights(), source -> WeightMatch.of(source, net).requireNumbers());
    }

    private static Net net(TrainConfig config, DataCard data) {
        return Networks.spec(
                        config,
                        data.channels(),
                        data.height(),
                        data.width(),
                        data.classes().size())
                .net();
    }

    /** Puts them into a trainer's network, and says what was found and what was not. */
    static void load(TrainConfig config, Trainer trainer) {
        with(config.weights(), source -> {
            WeightMatch match = WeightMatch.of(source, trainer.network().net());
            match.into(trainer.network());
            trainer.tell("weights:     " + match.found().size() + " arrays from " + source.place() + ", named as "
                    + match.names().label() + "'s");
            match.differences()
                    .ifPresent(
                            words -> trainer.warn(source.place() + ": " + words + "; what is not there is drawn anew"));
        });
    }

    private static void with(@Nullable Path place, Consumer<ArraySource> use) {
        if (place == null) {
            return;
        }
        if (!Files.isDirectory(place)) {
            use.accept(WeightFiles.open(place));
            return;
        }
        try (TrainedNetwork trained = TrainedNetwork.open(place, (bytes, total) -> {})) {
            use.accept(trained.weights(WeightNames.TORCHVISION));
        }
    }
}
