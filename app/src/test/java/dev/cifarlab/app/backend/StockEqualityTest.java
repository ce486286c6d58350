package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Our layers against the framework's own, in single precision, with the same weights and batch. */
class StockEqualityTest {

    private static final int BATCH = 4;

    private final INDArray images = Specs.images(BATCH, 3);
    private final INDArray labels = Specs.targets(BATCH);

    @Test
    void tanhNetworkHasTheSameGradientsAndLogits() {
        ComputationGraph ours = ours(Activation.TANH);
        ComputationGraph stock = stock(Activation.TANH, ours);
        List<INDArray> a = gradients(ours);
        List<INDArray> n = gradients(stock);
        assertThat(a).hasSameSizeAs(n);
        for (int k = 0; k < a.size(); k++) {
            assertThat(relative(a.get(k), n.get(k))).as("gradient %d", k).isLessThan(1e-4);
        }
        sameLogitsAfterOneStep(ours, stock);
    }

    @Test
    void reluNetworkHasTheSameGradientsInTheMean() {
        ComputationGraph ours = ours(Activation.RELU);
        ComputationGraph stock = stock(Activation.RELU, ours);
        List<INDArray> a = gradients(ours);
        List<INDArray> n = gradients(stock);
        for (int k = 0; k < a.size(); k++) {
            // rounding flips masks at zero, so single elements may differ: the L2 norm is compared
            double difference = a.get(k).sub(n.get(k)).norm2Number().doubleValue();
            assertThat(difference / n.get(k).norm2Number().doubleValue())
                    .as("gradient %d", k)
                    .isLessThan(3e-2);
        }
    }

    private void sameLogitsAfterOneStep(ComputationGraph ours, ComputationGraph stock) {
        ours.fit(new INDArray[] {images}, new INDArray[] {labels});
        stock.fit(new INDArray[] {images}, new INDArray[] {labels});
        INDArray a = ours.outputSingle(images);
        INDArray n = stockLogits(stock);
        assertThat(relative(a, n)).as("logits after one step").isLessThan(1e-4);
    }

    private INDArray stockLogits(ComputationGraph stock) {
        INDArray pooled = stock.feedForward(images, false).get("gap");
        INDArray weights = stock.getOutputLayer(0).getParam("W");
        return pooled.mmul(weights).addRowVector(stock.getOutputLayer(0).getParam("b"));
    }

    private static ComputationGraph ours(Activation activation) {
        // momentum, not Adam: Adam's first step is the gradient's sign, which rounding flips where it is almost zero
        UpdateRule rule = UpdateRule.of(Optimizer.SGD_OF_0_2, new LearningRate(Schedule.CONSTANT, 1e-2, 100));
        NetworkSpec spec = Specs.of(ModelKind.RESNET18, activation, Initialization.GLOROT_NORMAL);
        return Network.create(spec, rule).graph();
    }

    private static ComputationGraph stock(Activation activation, ComputationGraph ours) {
        ComputationGraph stock = StockNetwork.resNet18(activation);
        stock.setParams(ours.params().dup());
        return stock;
    }

    private List<INDArray> gradients(ComputationGraph graph) {
        graph.setInputs(images);
        graph.setLabels(labels);
        graph.computeGradientAndScore();
        List<INDArray> gradients = new ArrayList<>();
        for (Map.Entry<String, INDArray> entry :
                graph.gradient().gradientForVariable().entrySet()) {
            gradients.add(entry.getValue().dup());
        }
        return gradients;
    }

    private static double relative(INDArray a, INDArray n) {
        double difference = Transforms.abs(a.sub(n)).maxNumber().doubleValue();
        return difference / Math.max(1e-8, Transforms.abs(n).maxNumber().doubleValue());
    }
}
