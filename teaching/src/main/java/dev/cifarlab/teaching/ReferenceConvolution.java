package dev.cifarlab.teaching;

import static dev.cifarlab.layers.math.Checks.entry;

import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.math.NumpyRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The right version, by the layers' {@link Convolution2d}; wrong ones override a method. */
class ReferenceConvolution implements StudentConvolution {

    final int size;
    final int stride;
    final int units;
    final int seed;
    private final Map<String, INDArray> weights = new LinkedHashMap<>();

    /** Filter size, stride, units, seed. */
    ReferenceConvolution(Object... arguments) {
        size = (Integer) arguments[0];
        stride = (Integer) arguments[1];
        units = (Integer) arguments[2];
        seed = (Integer) arguments[3];
    }

    @Override
    public Map<String, INDArray> weights() {
        return weights;
    }

    @Override
    public void initializeWeights() {
        weights.put("W", new NumpyRandom(seed).uniform(0, 1, DataType.DOUBLE, units, size, size));
    }

    @Override
    public Map<String, INDArray> forward(INDArray x) {
        return layer(stride).forward(x);
    }

    @Override
    public INDArray backward(Map<String, INDArray> cache, INDArray gradOutput) {
        return entry(layer(stride).backward(cache, gradOutput), "dW").reshape('c', units, size, size);
    }

    /** With edited weights. */
    final ReferenceConvolution with(UnaryOperator<INDArray> edit) {
        weights.replaceAll((name, w) -> edit.apply(w));
        return this;
    }

    final Convolution2d layer(int step) {
        Convolution2d layer = Convolution2d.builder()
                .filterSize(size)
                .stride(step)
                .units(units)
                .build();
        layer.weights().put("W", entry(weights, "W").reshape('c', units, 1, size, size));
        return layer;
    }
}
