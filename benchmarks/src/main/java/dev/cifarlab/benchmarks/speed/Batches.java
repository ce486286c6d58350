package dev.cifarlab.benchmarks.speed;

import dev.cifarlab.app.data.Labels;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The batch that every contestant of ours gets: uniform noise, labels 0, 1, ... 9, 0, ... */
final class Batches {

    private Batches() {}

    static INDArray images(int batch) {
        Nd4j.getRandom().setSeed(1);
        return Nd4j.rand(batch, 3, 32, 32);
    }

    static Labels labels(int batch) {
        return Labels.of(IntStream.range(0, batch).map(k -> k % 10).toArray());
    }

    /** The same one-hot, as the framework's layers take them. */
    static INDArray targets(int batch) {
        return Nd4j.create(labels(batch).targets(10)).castTo(DataType.FLOAT);
    }
}
