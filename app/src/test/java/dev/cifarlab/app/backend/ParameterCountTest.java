package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ParameterCountTest {

    @Test
    void resNet18HasThePublishedNumber() {
        Network network = Specs.network(ModelKind.RESNET18, Activation.RELU);
        assertThat(network.net().parameters()).isEqualTo(11_173_962);
        assertThat(network.graph().numParams())
                .as("the framework counts 9,600 running statistics too")
                .isEqualTo(11_173_962 + 9_600);
    }

    /** Torchvision's resnet18 with ten classes. */
    @Test
    void withTheImageNetStemItHasTorchvisionsNumber() {
        assertThat(Specs.large(Activation.RELU).net().parameters()).isEqualTo(11_181_642);
    }

    @Test
    void mlpHasAboutAsMany() {
        Network network = Specs.network(ModelKind.MLP, Activation.RELU);
        assertThat(network.net().parameters()).isCloseTo(11_173_962L, Percentage.withPercentage(0.1));
    }

    @Test
    void outputsAreLogitsOfEachImage() {
        Network network = Specs.network(ModelKind.MLP, Activation.TANH);
        assertThat(network.logits(Specs.images(3, 1)).shape()).containsExactly(3, 10);
    }
}
