package dev.cifarlab.benchmarks;

import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Layer;
import dev.cifarlab.layers.layer.MaxPooling2d;
import dev.cifarlab.layers.network.Mlp;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The layers that are written by hand. */
final class ByHand {

    private ByHand() {}

    static Work prepare(Task task) {
        INDArray x = Nd4j.rand(DataType.FLOAT, task.input());
        if (task == Task.MLP) {
            return mlp(x, Arrays.oneHot(task));
        }
        Layer layer = task.isConvolution()
                ? Convolution2d.builder()
                        .inChannels(task.channels())
                        .units(Task.UNITS)
                        .dataType(DataType.FLOAT)
                        .build()
                : MaxPooling2d.builder().dataType(DataType.FLOAT).build();
        INDArray gradOutput = Nd4j.rand(DataType.FLOAT, task.output());
        return new InWorkspace(() -> layer.backward(layer.forward(x), gradOutput));
    }

    private static Work mlp(INDArray x, INDArray labels) {
        Mlp mlp = Mlp.builder().dataType(DataType.FLOAT).build();
        return new InWorkspace(() -> {
            Map<String, INDArray> grads = mlp.backward(mlp.forward(x), labels);
            mlp.update(grads);
            return grads;
        });
    }
}
