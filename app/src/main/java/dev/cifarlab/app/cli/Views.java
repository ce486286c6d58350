package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Setting;
import dev.cifarlab.app.settings.TestTimeAugmentation;
import dev.cifarlab.app.settings.TrainConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag that says in how many ways a trained network is shown an image. */
final class Views {

    @Option(
            names = "--tta",
            paramLabel = "VALUE",
            description =
                    "test-time augmentation, whose logits are averaged: none, flip, flip-shift (default: the run's"
                            + " own setting)")
    private @Nullable String tta;

    TestTimeAugmentation of(TrainConfig config) {
        return tta == null ? config.tta() : NamedChoice.parse(TestTimeAugmentation.class, Setting.TTA.key(), tta);
    }
}
