package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.layer.SoftmaxCrossEntropy;
import dev.cifarlab.layers.math.Checks;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Trains the MLP of question 1 and a small CNN of question 2's layers, or with the argument {@code resnet18} the
 * ResNet-18 of question 3, on drawn images (synthetic, not MNIST).
 */
public final class TrainByHand {

    private static final int BATCH = 20;
    private static final int TRAINING = 600;
    private static final int TEST = 200;
    private static final int SEED = 0;

    private final PrintStream out;

    TrainByHand(PrintStream out) {
        this.out = out;
    }

    /** Prints loss and accuracy after each epoch. */
    public static void main(String[] arguments) {
        TrainByHand training = new TrainByHand(System.out);
        if (List.of(arguments).equals(List.of("resnet18"))) {
            training.resNet18(500, 16, 3);
        } else if (arguments.length == 0) {
            training.mlp(6);
            training.cnn(5);
        } else {
            throw new IllegalArgumentException(
                    "expected no argument or resnet18, found " + String.join(" ", arguments));
        }
    }

    /** Trains 784-128-64-10 on bars at ten angles, 28x28; the share of test images that are right. */
    double mlp(int epochs) {
        StripedImages train = StripedImages.draw(TRAINING, 28, 10, SEED);
        StripedImages test = StripedImages.draw(TEST, 28, 10, SEED + 1);
        Mlp mlp = Mlp.builder().learningRate(0.3).seed(SEED).build();
        double accuracy = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = 0;
            for (int first = 0; first < TRAINING; first += BATCH) {
                INDArray labels = rows(train.labels(), first);
                Map<String, INDArray> cache = mlp.forward(rows(train.rows(), first));
                loss += mlp.loss(Checks.entry(cache, "A3"), labels) * BATCH / TRAINING;
                mlp.update(mlp.backward(cache, labels));
            }
            accuracy = accuracy(Checks.entry(mlp.forward(test.rows()), "A3"), test.labels());
            print("MLP", epoch, loss, "test", accuracy);
        }
        return accuracy;
    }

    /** Trains convolution, ReLU, max-pooling and a dense layer on bars at four angles, 12x12. */
    double cnn(int epochs) {
        StripedImages train = StripedImages.draw(TRAINING, 12, 4, SEED);
        StripedImages test = StripedImages.draw(TEST, 12, 4, SEED + 1);
        Sequential cnn = new Sequential(
                Convolution2d.builder().units(8).bias(true).seed(SEED).build(),
                ActivationLayer.builder().build(),
                MaxPooling2d.builder().build(),
                new Flatten(),
                Dense.builder().inputs(8 * 5 * 5).units(4).seed(SEED + 1).build());
        double accuracy = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = 0;
            for (int first = 0; first < TRAINING; first += BATCH) {
                INDArray x = rows(train.x(), first);
                loss += step(cnn, x, rows(train.labels(), first), grads -> cnn.update(grads, 0.1)) * BATCH / TRAINING;
            }
            accuracy = accuracy(Checks.entry(cnn.forward(test.x()), "out"), test.labels());
            print("CNN", epoch, loss, "test", accuracy);
        }
        return accuracy;
    }

    /** Trains the ResNet-18 on bars at ten angles, with Adam; the share of the training images that are right. */
    double resNet18(int images, int side, int epochs) {
        StripedImages drawn = StripedImages.draw(images, side, 10, SEED);
        INDArray x = drawn.x().castTo(DataType.FLOAT);
        INDArray labels = drawn.labels().castTo(DataType.FLOAT);
        Sequential network = new ResNet18(1, 10, "relu", DataType.FLOAT, SEED).network();
        Map<String, INDArray> weights = network.weights();
        Adam adam = new Adam(1e-3);
        double accuracy = 0;
        for (int epoch = 1; epoch <= epochs; epoch++) {
            double loss = 0;
            for (int first = 0; first < images; first += BATCH) {
                loss += step(network, rows(x, first), rows(labels, first), grads -> adam.step(weights, grads))
                        * BATCH
                        / images;
                System.gc(); // the arrays lie outside Java's heap, which is in no haste to free them
            }
            accuracy = 0;
            for (int first = 0; first < images; first += BATCH) {
                accuracy += accuracy(network.infer(rows(x, first)), rows(labels, first)) * BATCH;
            }
            accuracy /= images;
            print("ResNet-18", epoch, loss, "training", accuracy);
        }
        return accuracy;
    }

    /** Both passes and an update; the loss before it. */
    private static double step(
            Sequential network, INDArray x, INDArray labels, Consumer<Map<String, INDArray>> update) {
        SoftmaxCrossEntropy criterion = new SoftmaxCrossEntropy();
        Map<String, INDArray> cache = network.forward(x);
        INDArray logits = Checks.entry(cache, "out");
        double loss = criterion.loss(logits, labels);
        update.accept(network.backward(cache, criterion.backward(logits, labels)));
        return loss;
    }

    private static INDArray rows(INDArray array, int first) {
        return array.get(NDArrayIndex.interval(first, first + BATCH));
    }

    private static double accuracy(INDArray scores, INDArray labels) {
        int[] answers = scores.argMax(1).toIntVector();
        int[] expected = labels.argMax(1).toIntVector();
        int right = 0;
        for (int k = 0; k < answers.length; k++) {
            right += answers[k] == expected[k] ? 1 : 0;
        }
        return (double) right / answers.length;
    }

    private void print(String name, int epoch, double loss, String images, double accuracy) {
        out.printf(
                Locale.ROOT,
                "%s, epoch %d: training loss %.4f, %s accuracy %.1f %% (drawn images)%n",
                name,
                epoch,
                loss,
                images,
                100 * accuracy);
    }
}
