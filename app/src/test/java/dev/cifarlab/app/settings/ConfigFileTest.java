package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.yaml"), text);
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        TrainConfig config = Configs.of(
                "model",
                "mlp",
                "data-dir",
                "/some where/data: 1",
                "init",
                "he-normal",
                "seed",
                "-9007199254740993",
                "learning-rate",
                "3e-4",
                "normalise",
                "true",
                "augment",
                "flip,shift=4:reflect,cutout=12",
                "class-weights",
                "balanced",
                "schedule",
                "triangle=0.2:0.2");
        assertThat(ConfigFile.read(file(ConfigFile.write(config)), TrainConfig.defaults()))
                .isEqualTo(config);
    }

    @Test
    void wordsAndNumbersAreWrittenBare() {
        assertThat(ConfigFile.write(TrainConfig.defaults()))
                .contains("model: resnet18\n", "init: glorot-normal\n", "epochs: 25\n", "learning-rate: 0.001\n")
                .doesNotContain("\"");
    }

    @ParameterizedTest
    @CsvSource({"seed, 010, 10", "seed, +5, 5", "seed, ' 5 ', 5", "learning-rate, .5, 0.5", "learning-rate, 1E-3, 0.001"
    })
    void numbersAreTheSameInFlagsAndFiles(String key, String text, double value) throws IOException {
        TrainConfig config = TrainConfig.defaults().with(Map.of(Setting.of(key), text));
        assertThat(key.equals("seed") ? config.seed() : config.learningRate()).isEqualTo(value);
        assertThat(ConfigFile.read(file(key + ": " + text), TrainConfig.defaults()))
                .isEqualTo(config);
        assertThat(ConfigFile.read(file(key + ": '" + text + "'"), TrainConfig.defaults()))
                .isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\ufeff"})
    void linesMayEndAsOnWindows(String start) throws IOException {
        TrainConfig config = ConfigFile.read(file(start + "epochs: 3\r\ndata-dir: a b\r\n"), TrainConfig.defaults());
        assertThat(config.epochs()).isEqualTo(3);
        assertThat(config.dataDir()).isEqualTo(Path.of("a b"));
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
        "'epochs: [', epochs: needs one value",
        "'epochs: \u0001', there are control characters in it",
        "'init: zeros', choose one of",
        "'epochs: 0x10', epochs: '0x10' does not work; give a whole number",
        "'epochs: 1_000', epochs: '1_000' does not work; give a whole number",
        "'epochs: 1e3', epochs: '1e3' does not work; give a whole number",
        "'epochs: \u0663', does not work; give a whole number",
        "'learning-rate: .inf', learning-rate: '.inf' does not work; give a number",
        "'learning-rate: .nan', learning-rate: '.nan' does not work; give a number",
        "'learning-rate: 1e400', learning-rate: Infinity does not work; give a number above 0",
        "'learning-rate: 0x1p-3', learning-rate: '0x1p-3' does not work",
        "'weight-decay: -0.5', weight-decay: -0.5 does not work; give 0 or a number above it",
        "'normalise: yes', normalise: 'yes' does not work; give true or false",
        "'data-dir: \"\"', data-dir: needs one value",
        "'data-dir: ~', data-dir: needs one value",
        "'epochs: &e 3\nbatch-size: *e', batch-size: give the value itself",
        "'seed: !!float 3', seed: give the value itself",
        "'epochs: 3\nepochs: 4', epochs: stands there twice",
        "'epochs: 3\n---\nepochs: 4', (there is a second document behind '---')",
        "'epochs: 3\n\tseed: 4', (line 2 is not one",
        "'epochs: 3\nseed: 4\n]', '(line 3 is not one)'",
    })
    void wrongFilesAreNamedWithTheKey(String text, String part) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> ConfigFile.read(file, TrainConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(part);
    }

    @Test
    void otherEncodingsAreNamed() throws IOException {
        for (Charset charset :
                List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
            Path file = Files.write(folder.resolve("config.yaml"), "epochs: 3\ndata-dir: \u00e4\n".getBytes(charset));
            assertThatThrownBy(() -> ConfigFile.read(file, TrainConfig.defaults()))
                    .isInstanceOf(UserException.class)
                    .hasMessage(file + ": is not text in UTF-8; save it as such");
        }
    }

    @Test
    void missingFilesAreNamed() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ConfigFile.read(file, TrainConfig.defaults()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.yaml");
    }
}
