package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import dev.cifarlab.layers.layer.MaxPooling2d;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The right version, by the layers' {@link MaxPooling2d}; wrong ones override a method. */
class ReferenceMaxPooling implements StudentMaxPooling {

    final int size;
    private final MaxPooling2d layer;

    /** Filter size. */
    ReferenceMaxPooling(Object... arguments) {
        size = (Integer) arguments[0];
        layer = MaxPooling2d.builder().filterSize(size).build();
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        return layer.forward(x);
    }

    @Override
    public INDArray backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return entry(layer.backward(cache, gradOutput), "dX");
    }
}
