package dev.cifarlab.benchmarks.speed;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The batch that every contestant of ours gets: uniform noise, labels 0, 1, ... 9, 0, ... */
final class Batches {

    private Batches() {}

    static INDArray images(int batch) {
        Nd4j.getRandom().setSeed(1);
        return Nd4j.rand(batch, 3, 32, 32);
    }

    static INDArray labels(int batch) {
        INDArray labels = Nd4j.zeros(batch, 10);
        for (int row = 0; row < batch; row++) {
            labels.putScalar(row, row % 10, 1);
        }
        return labels;
    }
}
