package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Pointer;
import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.Session;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies that the optimizer makes anew as it goes are those that are made of the weights as a whole. */
@EnabledIf("dev.cifarlab.app.onednn.OneDnn#available")
@ExtendWith(Bfloat16OrSkipped.class)
class WeightCopiesTest {

    private static final int BATCH = 8;

    private static Network mlp(Optimizer optimizer) {
        NetworkSpec spec = Specs.of(ModelKind.MLP, Activation.RELU, Initialization.GLOROT_NORMAL, Precision.BF16);
        return Network.create(spec, UpdateRule.of(optimizer, new LearningRate(Schedule.CONSTANT, 1e-3, 100)));
    }

    private static void fit(Network network, int step) {
        network.fit(Specs.images(BATCH, step), Specs.labels(BATCH));
    }

    @ParameterizedTest
    @EnumSource(
            value = Optimizer.class,
            names = {"ADAM", "ADAMW", "SGD"})
    void stepsAreTheSameWhetherCopiesLastOrNot(Optimizer optimizer) {
        try (Network lasting = mlp(optimizer);
                Network anew = mlp(optimizer)) {
            for (int step = 1; step <= 4; step++) {
                fit(lasting, step);
                fit(anew, step);
                assertThat(anew.restore(anew.state())).isTrue(); // which outdates all copies
            }
            assertThat(Arrays.equals(
                            lasting.graph().params().toFloatVector(),
                            anew.graph().params().toFloatVector()))
                    .isTrue();
        }
    }

    @Test
    void weightsThatAreSetFromOutsideAreReadByTheNextStep() {
        try (Network network = mlp(Optimizer.ADAM)) {
            NetworkState start = network.state();
            fit(network, 1);
            float[] first = network.graph().params().toFloatVector();
            fit(network, 2);
            assertThat(network.restore(start)).isTrue();
            fit(network, 1);
            assertThat(Arrays.equals(network.graph().params().toFloatVector(), first))
                    .isTrue();
        }
    }

    /** Three pieces of whole rows, the last of them short: the upper halves of singles that bfloat16 holds. */
    @Test
    void piecesFollowTheWeightsOnceAllWereMade() {
        long row = 1000;
        long piece = OptimizerPass.piece(row);
        long count = 2 * piece + row;
        float[] values = new float[(int) count];
        for (int k = 0; k < values.length; k++) {
            values[k] = k % 200;
        }
        try (Session session = new Session();
                WeightCopies copies = new WeightCopies();
                INDArray weights = Nd4j.createFromArray(values)) {
            Descriptor singles = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, count / row, row);
            Descriptor halves = Descriptor.of(session, Element.BFLOAT16, Layout.ROWS, count / row, row);
            long address = FlatParameters.address(weights);
            assertThat(copies.at(address)).isNull();
            WeightCopies.Copy copy = copies.of(address, singles, halves);
            assertThat(copies.at(address)).isSameAs(copy).isSameAs(copies.of(address, singles, halves));
            assertThat(copy.piece()).isEqualTo(piece);
            copy.refresh();
            assertThat(read(copy, count)).isEqualTo(values);
            weights.addi(1);
            copy.refresh();
            assertThat(read(copy, count)).as("not told").isEqualTo(values);
            copy.outdate();
            IntStream.range(0, 3).forEach(copy::renew);
            copy.renewed();
            assertThat(read(copy, count)).isEqualTo(weights.toFloatVector());
            weights.addi(1);
            copies.outdate();
            copy.refresh();
            assertThat(read(copy, count)).isEqualTo(weights.toFloatVector());
        }
    }

    private static float[] read(WeightCopies.Copy copy, long count) {
        short[] halves = new short[(int) count];
        new Pointer(copy.address()).read(0, halves, 0, halves.length);
        float[] values = new float[halves.length];
        for (int k = 0; k < values.length; k++) {
            values[k] = Float.intBitsToFloat(halves[k] << 16);
        }
        return values;
    }
}
