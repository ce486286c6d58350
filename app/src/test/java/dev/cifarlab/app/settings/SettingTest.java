package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cifarlab.app.Configs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one table of settings. */
class SettingTest {

    /** Every setting with another value than its default. */
    private static final TrainConfig CHANGED =
            Configs.of(("recipe=fast model=mlp stem=cifar data=synthetic data-dir=d download=true image-size=64 fit=pad"
                            + " background=black bad=skip activation=tanh init=he-normal weights=w freeze=1 epochs=2"
                            + " early-stopping=3 max-time=1h30m"
                            + " batch-size=3 accumulate=2 drop-last=true seed=4 optimizer=sgd learning-rate=0.5"
                            + " momentum=0.5 nesterov=false weight-decay=0.25 decay-all=true clip-norm=2 ema=0.9"
                            + " schedule=triangle=0.2:0.2 augment=flip,shift=2:reflect normalise=true"
                            + " label-smoothing=0.1 class-weights=balanced validation=split split=0.25"
                            + " convolution=native precision=bf16 tta=flip train-limit=5 test-limit=6"
                            + " checkpoint-every=7 log-json=true tensorboard=true")
                    .replaceAll("([a-z-]+)=(\\S+)", "$1 $2")
                    .split(" "));

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource({
        "epochs, 0",
        "epochs, -3",
        "epochs, many",
        "epochs, 99999999999",
        "batch-size, 0",
        "learning-rate, 0",
        "learning-rate, -1",
        "learning-rate, NaN",
        "learning-rate, Infinity",
        "learning-rate, fast",
        "learning-rate, 1e-60",
        "learning-rate, 1e39",
        "learning-rate, 1d",
        "learning-rate, 0x1p3",
        "weight-decay, 1e400",
        "momentum, 1",
        "momentum, -0.1",
        "nesterov, 1",
        "ema, 1",
        "clip-norm, -1",
        "label-smoothing, 0.99999999999",
        "epochs, \u0663",
        "epochs, ''",
        "data-dir, ''",
        "weight-decay, -0.1",
        "label-smoothing, 1",
        "label-smoothing, -0.1",
        "train-limit, -1",
        "test-limit, -1",
        "checkpoint-every, -1",
        "seed, x",
        "normalise, yes",
        "model, resnet50",
        "activation, gelu",
        "init, zeros",
        "optimizer, lion",
        "schedule, step",
        "augment, mixup",
        "class-weights, inverse",
        "validation, none",
        "data, imagenet"
    })
    void wrongValuesNameTheKeyInOneLine(String key, String text) {
        assertThatThrownBy(() -> Configs.of(key, text))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.USAGE))
                .hasMessageStartingWith(key + ":")
                .hasMessageNotContaining("\n");
    }

    @Test
    void wrongChoicesListTheRightOnes() {
        assertThatThrownBy(() -> Configs.of("init", "zeros"))
                .hasMessage("init: 'zeros' is not known; choose one of glorot-normal, glorot-uniform, he-normal,"
                        + " fan-in-uniform");
        assertThatThrownBy(() -> Setting.of("epoch"))
                .hasMessageStartingWith(
                        "unknown key 'epoch'; the keys are recipe, model, stem, data, data-dir, download");
    }

    /** Every key with its default, in the order of flags and files; the defaults are the assignment's. */
    @Test
    void keysAndDefaultsStayWhatTheyAre() {
        assertThat(TrainConfig.defaults().entries())
                .hasToString("{recipe=assignment, model=resnet18, stem=auto, data=cifar10, download=false,"
                        + " image-size=32, fit=crop, background=white, bad=refuse, activation=relu, init=glorot-normal,"
                        + " freeze=0, epochs=25, early-stopping=0, max-time=none, batch-size=128, accumulate=1,"
                        + " drop-last=false, seed=0, optimizer=adam,"
                        + " learning-rate=0.001, momentum=0.9, nesterov=true, weight-decay=0.0, decay-all=false,"
                        + " clip-norm=0.0, ema=0.0, schedule=constant, augment=none, normalise=false,"
                        + " label-smoothing=0.0, class-weights=none, validation=test, split=0.1, convolution=auto,"
                        + " precision=auto, tta=none, train-limit=0, test-limit=0, checkpoint-every=0,"
                        + " log-json=false, tensorboard=false}");
        assertThat(Setting.all()).hasSize(44).extracting(Setting::key).contains("data-dir");
        assertThat(Setting.all().stream().filter(Setting::isSwitch))
                .containsExactly(
                        Setting.DOWNLOAD,
                        Setting.DROP_LAST,
                        Setting.NESTEROV,
                        Setting.DECAY_ALL,
                        Setting.NORMALISE,
                        Setting.LOG_JSON,
                        Setting.TENSORBOARD);
        assertThat(TrainConfig.defaults().dataDir()).isNull();
    }

    @ParameterizedTest(name = "{0} = {1} is the least or the largest")
    @CsvSource({
        "epochs, 1",
        "batch-size, 1",
        "batch-size, 2147483647",
        "seed, -9223372036854775808",
        "learning-rate, 1e-45",
        "learning-rate, 3.4e38",
        "weight-decay, 0",
        "label-smoothing, 0",
        "label-smoothing, 0.999999",
        "train-limit, 0",
        "test-limit, 0",
        "checkpoint-every, 0"
    })
    void boundsAreWithinReach(String key, String text) {
        Object value = Configs.of(key, text).entries().get(key);
        assertThat(Double.parseDouble(String.valueOf(value))).isEqualTo(Double.parseDouble(text));
    }

    /** An accessor reads the setting that has its name. */
    @Test
    void everySettingHasItsAccessor() throws ReflectiveOperationException {
        for (Setting<?> setting : Setting.all()) {
            StringBuilder name = new StringBuilder();
            for (String word : setting.key().split("-", -1)) {
                name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
            }
            Object value = TrainConfig.class.getMethod(name.toString()).invoke(CHANGED);
            assertThat(value).as(setting.key()).isNotNull();
            assertThat(Setting.plain(value))
                    .as(setting.key())
                    .isEqualTo(CHANGED.entries().get(setting.key()))
                    .isNotEqualTo(TrainConfig.defaults().entries().get(setting.key()));
        }
    }

    @Test
    void changesInCodeHaveTheSameBoundsAsTexts() {
        TrainConfig config = TrainConfig.defaults().with(Setting.EPOCHS, 3).with(Setting.DATA_DIR, Path.of("a b"));
        assertThat(config.epochs()).isEqualTo(3);
        assertThat(config)
                .isEqualTo(Configs.of("epochs", "3", "data-dir", "a b"))
                .hasSameHashCodeAs(config);
        assertThat(config.with(Setting.EPOCHS, 25)).isEqualTo(Configs.of("data-dir", "a b"));
        assertThatThrownBy(() -> config.with(Setting.EPOCHS, 0))
                .hasMessage("epochs: 0 is too small; give a whole number of at least 1");
        assertThatThrownBy(() -> config.with(Setting.LEARNING_RATE, Double.NaN))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith("learning-rate: ");
    }
}
