package dev.cifarlab.app.weights;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Images of CIFAR-10 where it is beside the project, else synthetic ones. */
final class TestImages {

    private static final Path CIFAR = Path.of("../../shared/cifar10/prepare").toAbsolutePath();

    private TestImages() {}

    /** With settings of the data in pairs, besides those that say which; {@code folder} is for files. */
    static DataSets load(Path folder, String... settings) throws IOException, InterruptedException {
        TrainConfig config = Configs.of(settings);
        boolean real = Files.isExecutable(CIFAR)
                && new ProcessBuilder(CIFAR.toString(), folder.toString())
                                .redirectErrorStream(true)
                                .redirectOutput(folder.resolve("log").toFile())
                                .start()
                                .waitFor()
                        == 0;
        config = real
                ? Configs.over(config, "data", "cifar10", "data-dir", folder.toString())
                : Configs.over(config, "data", "synthetic");
        return DataSets.load(config, (bytes, total) -> {});
    }
}
