package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigValuesTest {

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
        "validation, none",
        "data, mnist"
    })
    void wrongValuesNameTheKeyInOneLine(String key, String text) {
        ConfigValues values = new ConfigValues();
        values.put(Setting.of(key), text);
        assertThatThrownBy(() -> values.over(TrainConfig.defaults()))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.USAGE))
                .hasMessageStartingWith(key + ":")
                .hasMessageNotContaining("\n");
    }

    @Test
    void wrongChoicesListTheRightOnes() {
        ConfigValues values = new ConfigValues();
        values.put(Setting.INIT, "zeros");
        assertThatThrownBy(() -> values.over(TrainConfig.defaults()))
                .hasMessage("init: 'zeros' is not known; choose one of glorot-normal, glorot-uniform, he-normal");
    }

    @Test
    void defaultsAreTheAssignments() {
        TrainConfig config = TrainConfig.defaults();
        assertThat(config)
                .isEqualTo(new TrainConfig(
                        ModelKind.RESNET18,
                        DataSource.CIFAR10,
                        null,
                        false,
                        Activation.RELU,
                        Initialization.GLOROT_NORMAL,
                        25,
                        128,
                        0,
                        Optimizer.ADAM,
                        0.001,
                        0,
                        Schedule.CONSTANT,
                        Augmentation.NONE,
                        false,
                        0,
                        ValidationSource.TEST,
                        ConvolutionRoute.AUTO,
                        Precision.FLOAT32,
                        0,
                        0,
                        0));
    }
}
