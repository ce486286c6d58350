package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.NumpyRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Drawn images for {@link TrainByHand}: one bright bar on noise, its angle the class, its place and width by chance.
 *
 * @param x images (n, 1, side, side)
 * @param labels one-hot (n, classes)
 */
record StripedImages(INDArray x, INDArray labels) {

    private static final double NOISE = 0.5;

    /** The same images for the same seed; classes take turns. */
    static StripedImages draw(int count, int side, int classes, int seed) {
        NumpyRandom random = new NumpyRandom(seed);
        double[] pixels = new double[count * side * side];
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, count, classes);
        for (int image = 0; image < count; image++) {
            int label = image % classes;
            double angle = Math.PI * label / classes;
            double offset = (random.nextDouble() - 0.5) * side / 4;
            double halfWidth = 1.2 + random.nextDouble();
            for (int pixel = 0; pixel < side * side; pixel++) {
                int row = pixel / side;
                double down = row - (side - 1) / 2.0;
                double right = pixel % side - (side - 1) / 2.0;
                double distance = Math.abs(down * Math.cos(angle) - right * Math.sin(angle) - offset);
                double bar = distance < halfWidth ? 1 : 0;
                pixels[image * side * side + pixel] = bar + NOISE * (random.nextDouble() - 0.5);
            }
            labels.putScalar(image, label, 1);
        }
        return new StripedImages(Nd4j.createFromArray(pixels).reshape('c', count, 1, side, side), labels);
    }

    /** The images in rows (n, side side). */
    INDArray rows() {
        return x.reshape('c', x.size(0), x.length() / x.size(0));
    }
}
