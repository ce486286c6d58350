package dev.cifarlab.app.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Stem;
import org.junit.jupiter.api.Test;

class AirbenchTest {

    private static Net net(Shape images) {
        return Architecture.of(ModelKind.AIRBENCH).net(images, 10, Activation.RELU, Stem.AUTO);
    }

    /** By hand: kernels 9 (24 64 + 64 64 + 64 256 + 3 256 256), scales and shifts 2 (2 64 + 4 256), 257 10. */
    @Test
    void itsKernelsAreThoseOfThePaper() {
        Net net = net(Shape.maps(3, 32, 32));
        assertThat(net.parameters()).isEqualTo(1_967_616 + 2_304 + 2_570);
        assertThat(net.shape("whiten")).isEqualTo(Shape.maps(24, 31, 31));
        assertThat(net.shape("stage1_pool")).isEqualTo(Shape.maps(64, 15, 15));
        assertThat(net.shape("stage3_act2")).isEqualTo(Shape.maps(256, 3, 3));
        assertThat(net.shape("scale").values()).isEqualTo(256);
    }

    @Test
    void whatWhitensIsNotTrained() {
        Net net = net(Shape.maps(1, 64, 64));
        assertThat(net.shape("whiten").channels()).isEqualTo(8);
        assertThat(net.parameters("whiten")).isZero();
        assertThat(net.frozen(0)).containsExactly("whiten");
        assertThat(net.frozen(1)).contains("whiten", "images", "stage1_act2").doesNotContain("stage2_conv1");
    }
}
