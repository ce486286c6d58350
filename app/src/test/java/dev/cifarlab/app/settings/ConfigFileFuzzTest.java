package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Fuzz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileFuzzTest {

    private static final TrainConfig DEFAULTS = TrainConfig.defaults();

    @TempDir
    private Path folder;

    @Test
    void givesSettingsOrASentence() {
        List<byte[]> samples = Stream.of(
                        ConfigFile.write(DEFAULTS),
                        "epochs: 3\nseed: 7 # chance\nmodel: mlp\n",
                        "{epochs: 3, 'seed': \"7\"}",
                        "a: &a [1, 2]\nb: *a\n<<: *a\n",
                        "? key\n: |\n  text\n--- !!map\n%YAML 1.1\n",
                        "\ufeffdata-dir: 2024.10\r\nlearning-rate: .inf\r\nweight-decay: 1e400\r\n---\r\n",
                        "data-dir: >-\n  \u00e4\n  \ud83d\ude00\nepochs: 0x10\nseed: 1_000\n")
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        new Fuzz(samples, 16 << 20).run(input -> {
            Path file = Files.write(folder.resolve("config.yaml"), input);
            try {
                TrainConfig config = ConfigFile.read(file, DEFAULTS);
                assertThat(config.epochs()).isPositive();
                Files.writeString(file, ConfigFile.write(config));
                assertThat(ConfigFile.read(file, DEFAULTS)).isEqualTo(config);
            } catch (UserException e) {
                assertThat(e.exitCode()).isEqualTo(UserException.USAGE);
                assertThat(e)
                        .hasMessageStartingWith(file.toString())
                        .hasMessageNotContaining("com.fasterxml")
                        .hasMessageNotContaining("StreamReadFeature")
                        .hasMessageNotContaining("Exception");
            }
        });
    }
}
