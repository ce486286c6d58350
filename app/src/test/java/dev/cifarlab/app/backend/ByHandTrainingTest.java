package dev.cifarlab.app.backend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cifarlab.app.Configs;
import dev.cifarlab.app.data.Batch;
import dev.cifarlab.app.data.DataSets;
import dev.cifarlab.app.figures.TrainingsFigure;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.network.Adam;
import dev.cifarlab.layers.network.ResNet18;
import dev.cifarlab.layers.network.Sequential;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The app's ResNet-18 and the one by hand, from the same weights on the same synthetic images in single precision;
 * draws {@code target/by-hand-training.png}.
 */
@Tag("slow")
class ByHandTrainingTest {

    private static final int EPOCHS = 3;
    private static final int BATCH = 16;
    private static final int BATCHES = 6;
    private static final double RATE = 1e-4;

    private static List<Batch> epoch() throws Exception {
        DataSets data = DataSets.load(Configs.of("data", "synthetic"), (bytes, total) -> {});
        return IntStream.range(0, BATCHES)
                .mapToObj(k -> IntStream.range(k * BATCH, (k + 1) * BATCH).toArray())
                .map(chosen -> Batch.of(data.train().select(chosen), data.card().normalisation()))
                .toList();
    }

    /** Both networks have their weights in the same order. */
    private static Sequential withWeightsOf(Network app) {
        Sequential network = new ResNet18(3, 10, "tanh", DataType.FLOAT, 0).network();
        List<Parameter> trained = Parameter.of(app.net()).stream()
                .filter(parameter ->
                        parameter.role() == Parameter.Role.WEIGHT || parameter.role() == Parameter.Role.BIAS)
                .toList();
        Collection<INDArray> weights = network.weights().values();
        assertThat(trained).hasSameSizeAs(weights);
        int k = 0;
        for (INDArray weight : weights) {
            Parameter parameter = trained.get(k++);
            long[] shape = parameter.shape().stream().mapToLong(Long::longValue).toArray();
            INDArray values = Nd4j.createFromArray(parameter.values(app)).reshape('c', shape);
            boolean dense = shape.length == 2; // (out, in) in the app, (in, out) by hand
            assertThat(dense ? values.transpose().shape() : shape)
                    .as("%s", parameter)
                    .isEqualTo(weight.rank() == 2 && !dense ? new long[] {weight.length()} : weight.shape());
            weight.assign((dense ? values.transpose() : values).reshape(weight.shape()));
        }
        return network;
    }

    private static INDArray oneHot(Batch batch) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, batch.size(), 10);
        for (int k = 0; k < batch.size(); k++) {
            labels.putScalar(k, batch.labels().first()[k], 1);
        }
        return labels;
    }

    private static double step(Sequential network, Adam adam, Batch batch) {
        SoftmaxCrossEntropy criterion = new SoftmaxCrossEntropy();
        INDArray labels = oneHot(batch);
        Map<String, INDArray> cache = network.forward(batch.images());
        INDArray logits = cache.get("out");
        adam.step(network.weights(), network.backward(cache, criterion.backward(logits, labels)));
        return criterion.loss(logits, labels);
    }

    @Test
    void theirFirstEpochsAreTheSame() throws Exception {
        List<Batch> epoch = epoch();
        double[] app = new double[EPOCHS * BATCHES];
        double[] byHand = new double[app.length];
        NetworkSpec spec = Specs.of(ModelKind.RESNET18, Activation.TANH, Initialization.GLOROT_NORMAL);
        // without decay Adam, with epsilon where the paper has it
        UpdateRule rule = UpdateRule.of(Optimizer.ADAMW, new LearningRate(Schedule.CONSTANT, RATE, 100));
        try (Network network = Network.create(spec, rule)) {
            Sequential mine = withWeightsOf(network);
            Adam adam = new Adam(RATE);
            for (int k = 0; k < app.length; k++) {
                Batch batch = epoch.get(k % BATCHES);
                app[k] = network.fit(batch.images(), batch.labels()).meanLoss();
                byHand[k] = step(mine, adam, batch);
                System.gc(); // the arrays lie outside Java's heap, which is in no haste to free them
            }
        }
        TrainingsFigure.writeByHand(app, byHand, Path.of("target/by-hand-training"));
        double[] apart = IntStream.range(0, app.length)
                .mapToDouble(k -> Math.abs(app[k] / byHand[k] - 1))
                .toArray();
        // Rounding alone: 9e-8 before the first step. Then Adam divides each gradient by its own size, so that rounding
        // decides the steps of those near 0; the losses come to differ by 1e-4 of themselves.
        assertThat(apart[0]).as("before the first step").isLessThan(1e-6);
        assertThat(Arrays.stream(apart).max().orElseThrow()).as("all steps").isLessThan(1e-3);
        assertThat(byHand[byHand.length - 1]).as("it learns").isLessThan(byHand[0] / 4);
    }
}
