package dev.cifarlab.benchmarks;

import dev.cifarlab.layers.network.ResNet18;
import dev.cifarlab.layers.network.Sequential;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The ResNet-18 of module layers-numpy-equivalent in single precision: prints its {@link PassTimes}. */
public final class ResNetByHand {

    private ResNetByHand() {}

    /** Measures. Arguments: BATCH STEPS. */
    public static void main(String[] args) {
        int batch = Integer.parseInt(args[0]);
        Sequential network = new ResNet18(3, 10, "relu", DataType.FLOAT, 0).network();
        INDArray images = Nd4j.randn(DataType.FLOAT, batch, 3, 32, 32);
        INDArray gradient = Nd4j.randn(DataType.FLOAT, batch, 10);
        Work pass = new InWorkspace(() -> network.backward(network.forward(images), gradient));
        PassTimes.print(pass::once, Integer.parseInt(args[1]));
    }
}
