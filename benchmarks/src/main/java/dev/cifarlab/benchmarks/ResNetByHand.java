package dev.cifarlab.benchmarks;

import dev.cifarlab.layers.network.ResNet18;
import dev.cifarlab.layers.network.Sequential;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The ResNet-18 of module layers-numpy-equivalent in single precision: prints the median milliseconds of a forward plus
 * backward pass and those of processor time, as {@code benchmarks/LibTorch.java} does. Arguments: BATCH STEPS.
 */
public final class ResNetByHand {

    private static final int WARM_UP = 3;

    private ResNetByHand() {}

    /** Measures. */
    public static void main(String[] args) {
        int batch = Integer.parseInt(args[0]);
        int steps = Integer.parseInt(args[1]);
        Sequential network = new ResNet18(3, 10, "relu", DataType.FLOAT, 0).network();
        INDArray images = Nd4j.randn(DataType.FLOAT, batch, 3, 32, 32);
        INDArray gradient = Nd4j.randn(DataType.FLOAT, batch, 10);
        Work pass = new InWorkspace(() -> network.backward(network.forward(images), gradient));
        double[] times = new double[steps];
        long before = 0;
        for (int k = -WARM_UP; k < steps; k++) {
            before = k == 0 ? processorTime() : before;
            long start = System.nanoTime();
            pass.once();
            times[Math.max(k, 0)] = (System.nanoTime() - start) / 1e6;
        }
        double processor = (processorTime() - before) / 1e6 / steps;
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%.1f %.1f%n", times[steps / 2], processor);
    }

    private static long processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
