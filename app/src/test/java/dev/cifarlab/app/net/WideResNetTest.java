package dev.cifarlab.app.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;
import org.junit.jupiter.api.Test;

class WideResNetTest {

    private final Net net = new WideResNet().net(Shape.maps(3, 32, 32), 10, Activation.RELU, Stem.AUTO);

    @Test
    void wrn16By4HasThePublishedNumberOfParameters() {
        assertThat(net.parameters()).isEqualTo(2_748_890);
    }

    @Test
    void sixteenLayersHaveWeightsBesideThreeShortcuts() {
        long convolutions = net.nodes().stream()
                .filter(node -> node instanceof Node.Conv && !node.name().endsWith("_shortcut"))
                .count();
        assertThat(convolutions + 1).as("with the last layer").isEqualTo(14); // n = 2: 1 + 3 stages x 2 x 2 + 1
        assertThat(net.nodes().stream().filter(node -> node.name().endsWith("_shortcut")))
                .hasSize(3);
        assertThat(net.shape("stage3_block2_add")).isEqualTo(Shape.maps(256, 8, 8));
    }

    @Test
    void shortcutsComeFromTheInputOrWhereTheShapeChangesFromItsActivation() {
        assertThat(net.node("stage2_block1_shortcut").inputs()).containsExactly("stage2_block1_act1");
        assertThat(net.node("stage2_block2_add").inputs()).containsExactly("stage2_block2_conv2", "stage2_block1_add");
        assertThat(net.node("stage2_block2_bn1").inputs()).containsExactly("stage2_block1_add");
    }

    @Test
    void mapsAreShownBehindTheNextActivation() {
        assertThat(net.firstAndLastConvolution())
                .containsExactly(
                        new Net.Site("conv1", "stage1_block1_bn1", "stage1_block1_act1"),
                        new Net.Site("stage3_block2_conv2", "bn", "act"));
    }
}
