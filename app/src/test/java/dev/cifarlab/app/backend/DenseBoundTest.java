package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cifarlab.app.onednn.Block;
import dev.cifarlab.app.onednn.OneDnn;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Precision;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

@ExtendWith(Bfloat16OrSkipped.class)
class DenseBoundTest {

    private final INDArray images = Specs.images(6, 1);

    @BeforeEach
    void oneDnnIsHere() {
        images.sumNumber(); // ND4J's OpenMP first, as in a training
        assumeTrue(OneDnn.available(), () -> OneDnn.trouble().orElse(""));
    }

    private static void planned(ModelKind model, Precision precision, Consumer<Run> test) {
        planned(model, precision, 0, test);
    }

    private static void planned(ModelKind model, Precision precision, int frozenStages, Consumer<Run> test) {
        try (Network network = Specs.network(model, Activation.TANH);
                TrainingPlan plan = new TrainingPlan(
                        network.net(),
                        network.graph(),
                        precision,
                        new WeightCopies(),
                        0,
                        network.net().frozen(frozenStages),
                        false,
                        6);
                Block block = new Block(plan.program().plan())) {
            plan.program().bind(block.address());
            test.accept(new Run(network, plan));
        }
    }

    private record Run(Network network, TrainingPlan plan) {

        boolean isBounded(INDArray images) {
            plan.run(images, Specs.labels(6));
            return plan.isBounded();
        }

        boolean isFinite() {
            return Finiteness.isFinite(network.graph().getFlattenedGradients());
        }
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, 1, true", "BF16, 1, true", "FLOAT32, 1e10, true", "BF16, 1e10, true", "FLOAT32, 1e30, false"})
    void whatIsBoundedIsFinite(Precision precision, float size, boolean bounded) {
        planned(ModelKind.MLP, precision, run -> {
            assertThat(run.isBounded(images.mul(size))).isEqualTo(bounded);
            if (bounded) {
                assertThat(run.isFinite()).isTrue();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32, NaN", "BF16, NaN", "FLOAT32, Infinity", "BF16, -Infinity"})
    void whatIsNotFiniteHasNoBoundWhereverItIs(Precision precision, float value) {
        planned(ModelKind.MLP, precision, run -> {
            for (int place : new int[] {0, 3071, 3072, 6 * 3072 - 1}) {
                INDArray wrong = images.dup();
                wrong.putScalar(place, value);
                assertThat(run.isBounded(wrong)).as("at %d", place).isFalse();
            }
            assertThat(run.isBounded(images)).isTrue();
            run.network().graph().getParam("logits_W").putScalar(3, value);
            assertThat(run.isBounded(images)).as("in a weight").isFalse();
        });
    }

    /** It would not see the images. */
    @Test
    void behindFrozenLayersThereIsNone() {
        planned(ModelKind.MLP, Precision.FLOAT32, 1, run -> {
            assertThat(run.isBounded(images)).isFalse();
            assertThat(run.isFinite()).isTrue();
        });
    }

    @Test
    void otherLayersHaveNone() {
        planned(ModelKind.AIRBENCH, Precision.FLOAT32, run -> {
            assertThat(run.isBounded(images)).isFalse();
            assertThat(run.isFinite()).isTrue();
        });
    }
}
