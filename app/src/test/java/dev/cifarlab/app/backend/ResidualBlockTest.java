package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** With the branch's last scale at zero, a block must give back its input, or its shortcut, through the ReLU. */
class ResidualBlockTest {

    private static Map<String, INDArray> outputs;

    @BeforeAll
    static void zeroEveryBranch() {
        ComputationGraph graph =
                Specs.network(ModelKind.RESNET18, Activation.RELU).graph();
        graph.paramTable().forEach((name, value) -> {
            if (name.endsWith("_conv2_bn_gamma")) {
                value.assign(0);
            }
        });
        outputs = graph.feedForward(Specs.images(2, 11), false);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "stage1_block1, act1",
        "stage1_block2, stage1_block1_act2",
        "stage2_block1, stage2_block1_shortcut_bn",
        "stage2_block2, stage2_block1_act2",
        "stage3_block1, stage3_block1_shortcut_bn",
        "stage3_block2, stage3_block1_act2",
        "stage4_block1, stage4_block1_shortcut_bn",
        "stage4_block2, stage4_block1_act2"
    })
    void shortcutAddsTheInput(String block, String shortcut) {
        INDArray expected = Transforms.relu(outputs.get(shortcut), true);
        assertThat(expected.sumNumber().doubleValue()).as("something to add").isPositive();
        assertThat(outputs.get(block + "_act2")).isEqualTo(expected);
    }

    @ParameterizedTest(name = "stage {0}: {1} channels at {2} pixels")
    @CsvSource({"1,64,32", "2,128,16", "3,256,8", "4,512,4"})
    void stagesHaveTheirSizes(int stage, int channels, int pixels) {
        assertThat(outputs.get("stage" + stage + "_block2_act2").shape()).containsExactly(2, channels, pixels, pixels);
    }
}
