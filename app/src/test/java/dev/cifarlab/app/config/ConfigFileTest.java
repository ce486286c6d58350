package dev.cifarlab.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        ConfigValues values = new ConfigValues();
        values.put(Setting.MODEL, "mlp");
        values.put(Setting.DATA_DIR, "/some where/data: 1");
        values.put(Setting.INIT, "he-normal");
        values.put(Setting.SEED, "-9007199254740993");
        values.put(Setting.LEARNING_RATE, "3e-4");
        values.put(Setting.NORMALISE, "true");
        values.put(Setting.AUGMENT, "flip-crop");
        TrainConfig config = values.over(TrainConfig.defaults());
        assertThat(ConfigFile.read(file(ConfigFile.write(config)), TrainConfig.defaults()))
                .isEqualTo(config);
    }

    @Test
    void missingKeysKeepTheirDefaults() throws IOException {
        TrainConfig config = ConfigFile.read(file("epochs: 3\n"), TrainConfig.defaults());
        assertThat(config.epochs()).isEqualTo(3);
        assertThat(config.batchSize()).isEqualTo(128);
    }

    @ParameterizedTest
    @CsvSource({
        "'epoch: 3', unknown key 'epoch'",
        "'epochs: three', epochs: 'three'",
        "'- a list', not a list of",
        "'epochs: [', not a list of",
        "'init: zeros', choose one of"
    })
    void wrongFilesAreNamedWithTheKey(String text, String part) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> ConfigFile.read(file, TrainConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(part);
    }

    @Test
    void missingFilesAreNamed() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ConfigFile.read(file, TrainConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.yaml");
    }
}
