package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Networks and batches for tests. */
public final class Specs {

    private Specs() {}

    public static NetworkSpec of(ModelKind model, Activation activation, Initialization initialization) {
        return of(model, activation, initialization, Precision.FLOAT32);
    }

    static NetworkSpec of(ModelKind model, Activation activation, Initialization initialization, Precision precision) {
        return new NetworkSpec(
                model, Stem.AUTO, activation, initialization, 3, 32, 32, 10, 0, ConvolutionRoute.AUTO, precision, 7);
    }

    /** A ResNet-18 for images of 96 pixels, which has the ImageNet stem. */
    public static NetworkSpec large(Activation activation) {
        return new NetworkSpec(
                ModelKind.RESNET18,
                Stem.AUTO,
                activation,
                Initialization.GLOROT_NORMAL,
                3,
                96,
                96,
                10,
                0,
                ConvolutionRoute.AUTO,
                Precision.FLOAT32,
                7);
    }

    /** For images of a size; with label smoothing. The net is to be given besides. */
    static NetworkSpec ofImages(int size, ConvolutionRoute route, Precision precision) {
        return new NetworkSpec(
                ModelKind.MLP,
                Stem.AUTO,
                Activation.TANH,
                Initialization.GLOROT_NORMAL,
                3,
                size,
                size,
                10,
                0.1,
                route,
                precision,
                7);
    }

    public static UpdateRule adam() {
        return UpdateRule.of(Optimizer.ADAM, new LearningRate(Schedule.CONSTANT, 1e-3, 100));
    }

    public static Network network(ModelKind model, Activation activation) {
        return Network.create(of(model, activation, Initialization.GLOROT_NORMAL), adam());
    }

    /** Images of smooth noise in 0..1, the same for the same seed. */
    public static INDArray images(int count, long seed) {
        return images(count, 32, seed);
    }

    /** The same of another size. */
    public static INDArray images(int count, int size, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.rand(count, 3, size, size);
    }

    /** Labels 0, 1, ... 9, 0, ... */
    public static Labels labels(int count) {
        return Labels.of(IntStream.range(0, count).map(k -> k % 10).toArray());
    }

    /** The same as the framework's layers take them, one-hot. */
    public static INDArray targets(int count) {
        return Nd4j.create(labels(count).targets(10)).castTo(DataType.FLOAT);
    }
}
