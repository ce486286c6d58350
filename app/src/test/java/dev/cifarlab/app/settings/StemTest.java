package dev.cifarlab.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemTest {

    @ParameterizedTest
    @CsvSource({
        "AUTO, RESNET18, 95, CIFAR",
        "AUTO, RESNET18, 96, IMAGENET",
        "CIFAR, RESNET18, 256, CIFAR",
        "IMAGENET, RESNET18, 32, IMAGENET",
        "AUTO, WRN_16_4, 128, AUTO",
        "CIFAR, MLP, 128, AUTO"
    })
    void theSizeOfImagesDecidesUnlessSomebodyDoes(Stem asked, ModelKind model, int pixels, Stem used) {
        assertThat(asked.of(model, pixels)).isEqualTo(used);
    }

    @Test
    void aNetworkWithoutTheChoiceIsNamed() {
        assertThatThrownBy(() -> Stem.IMAGENET.of(ModelKind.WRN_16_4, 128))
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.exitCode()).isEqualTo(UserException.USAGE))
                .hasMessage("stem: the wrn-16-4 has no ImageNet stem; choose auto");
    }
}
