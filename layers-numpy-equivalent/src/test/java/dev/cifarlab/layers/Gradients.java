package dev.cifarlab.layers;

import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.math.NumpyRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gradients by central differences, and arrays to take them at. */
public final class Gradients {

    private static final double STEP = 1e-5;

    private Gradients() {}

    /** Numbers in [-1, 1). */
    public static INDArray random(int seed, long... shape) {
        return new NumpyRandom(seed).uniform(-1, 1, DataType.DOUBLE, shape);
    }

    /** Numbers whose distances from 0 and from each other are at least 0.5 / their count, shuffled. */
    public static INDArray apart(int seed, long... shape) {
        INDArray noise = random(seed, shape);
        double[] values = noise.data().asDouble();
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, k -> k);
        Arrays.sort(order, Comparator.comparingDouble(k -> values[k]));
        double[] spread = new double[values.length];
        for (int rank = 0; rank < order.length; rank++) {
            spread[order[rank]] = (rank + 0.5) * 2 / order.length - 1;
        }
        return Nd4j.createFromArray(spread)
                .addi(order.length % 2 == 0 ? 0 : 0.5 / order.length)
                .reshape('c', shape);
    }

    /** (f(x + h) - f(x - h)) / 2h for every element of an array that {@code f} reads, h = 1e-5. */
    public static INDArray differences(INDArray at, DoubleSupplier f) {
        INDArray gradient = Nd4j.create(DataType.DOUBLE, at.shape(), 'c');
        INDArray flat = gradient.reshape(gradient.length());
        for (long k = 0; k < at.length(); k++) {
            flat.putScalar(k, difference(at, k, f));
        }
        return gradient;
    }

    /** The same for one element. */
    public static double difference(INDArray at, long element, DoubleSupplier f) {
        double old = at.getDouble(element);
        at.putScalar(element, old + STEP);
        double above = f.getAsDouble();
        at.putScalar(element, old - STEP);
        double below = f.getAsDouble();
        at.putScalar(element, old);
        return (above - below) / (2 * STEP);
    }

    /** At the input: examples are independent, so that all inputs with one number changed go through as one batch. */
    private static INDArray inputDifferences(Layer layer, INDArray x, INDArray gradOutput) {
        int length = Math.toIntExact(x.length());
        double[] numbers = x.dup('c').data().asDouble();
        double[][] changed = new double[2 * length][];
        for (int k = 0; k < length; k++) {
            changed[2 * k] = numbers.clone();
            changed[2 * k][k] += STEP;
            changed[2 * k + 1] = numbers.clone();
            changed[2 * k + 1][k] -= STEP;
        }
        long[] shape = x.shape().clone();
        shape[0] *= 2L * length;
        INDArray out =
                layer.forward(Nd4j.createFromArray(changed).reshape('c', shape)).get("out");
        double[] sums = out.reshape('c', 2L * length, gradOutput.length())
                .mulRowVector(gradOutput.dup('c').reshape('c', 1, gradOutput.length()))
                .sum(1)
                .toDoubleVector();
        double[] gradient = new double[length];
        Arrays.setAll(gradient, k -> (sums[2 * k] - sums[2 * k + 1]) / (2 * STEP));
        return Nd4j.createFromArray(gradient).reshape('c', x.shape());
    }

    /** The gradients of sum(out gradOutput) by central differences: dX, and one for each weight. */
    public static Map<String, INDArray> differences(Layer layer, INDArray x, INDArray gradOutput) {
        DoubleSupplier f =
                () -> layer.forward(x).get("out").mul(gradOutput).sumNumber().doubleValue();
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        gradients.put("dX", inputDifferences(layer, x, gradOutput));
        layer.weights().forEach((name, weight) -> gradients.put("d" + name, differences(weight, f)));
        return gradients;
    }
}
