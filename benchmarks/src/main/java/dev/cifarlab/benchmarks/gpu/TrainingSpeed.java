package dev.cifarlab.benchmarks.gpu;

import dev.cifarlab.app.backend.LearningRate;
import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.NetworkSpec;
import dev.cifarlab.app.backend.UpdateRule;
import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.ConvolutionRoute;
import dev.cifarlab.app.settings.Initialization;
import dev.cifarlab.app.settings.ModelKind;
import dev.cifarlab.app.settings.NamedChoice;
import dev.cifarlab.app.settings.Optimizer;
import dev.cifarlab.app.settings.Precision;
import dev.cifarlab.app.settings.Schedule;
import dev.cifarlab.app.settings.Stem;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One round of training and inference of the ResNet-18 on random images, after a warm-up, with a synchronisation before
 * each look at the clock: {@code TrainingSpeed ROUTE BATCH STEPS} prints images/s of both.
 */
public final class TrainingSpeed {

    private TrainingSpeed() {}

    /** Takes the way to compute convolutions, the batch size, and the steps to time. */
    public static void main(String[] arguments) {
        ConvolutionRoute route = NamedChoice.parse(ConvolutionRoute.class, "route", arguments[0]);
        int batch = Integer.parseInt(arguments[1]);
        int steps = Integer.parseInt(arguments[2]);
        NetworkSpec spec = new NetworkSpec(
                ModelKind.RESNET18,
                Stem.AUTO,
                Activation.RELU,
                Initialization.GLOROT_NORMAL,
                3,
                32,
                32,
                10,
                0,
                route,
                Precision.FLOAT32,
                1);
        UpdateRule rule = UpdateRule.of(Optimizer.ADAM, new LearningRate(Schedule.CONSTANT, 1e-3, 1));
        Network network = Network.create(spec, rule);
        INDArray images = new Values(3).pixels(batch, 3, 32, 32);
        Labels labels = Labels.of(IntStream.range(0, batch).map(k -> k % 10).toArray());
        double training = imagesPerSecond(() -> network.fit(images, labels), batch, steps);
        double inference = imagesPerSecond(() -> network.logits(images), batch, steps);
        System.out.printf("%.1f %.1f%n", training, inference);
    }

    private static double imagesPerSecond(Runnable step, int batch, int steps) {
        repeat(step, steps); // warm-up, as long again
        long start = System.nanoTime();
        repeat(step, steps);
        return (double) batch * steps / (System.nanoTime() - start) * 1e9;
    }

    private static void repeat(Runnable step, int steps) {
        for (int k = 0; k < steps; k++) {
            step.run();
        }
        Nd4j.getExecutioner().commit();
    }
}
