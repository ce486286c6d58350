package dev.cifarlab.benchmarks;

import dev.cifarlab.app.backend.Convolution2d;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** DL4J's layers. */
final class Dl4j {

    private Dl4j() {}

    static Work prepare(Task task, boolean oneDnn) {
        if (task == Task.MLP) {
            return mlp(task);
        }
        if (oneDnn && !task.isConvolution()) {
            return poolingOperation(task);
        }
        INDArray x = Nd4j.rand(DataType.FLOAT, task.input());
        INDArray gradOutput = Nd4j.rand(DataType.FLOAT, task.output());
        Layer layer = layer(task, oneDnn);
        LayerWorkspaceMgr inWorkspace = LayerWorkspaceMgr.builder()
                .defaultWorkspace(InWorkspace.NAME, InWorkspace.CONFIGURATION)
                .build();
        return new InWorkspace(() -> {
            layer.setInput(x, inWorkspace);
            layer.activate(true, inWorkspace);
            return layer.backpropGradient(gradOutput, inWorkspace);
        });
    }

    private static Layer layer(Task task, boolean oneDnn) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(configuration(task, oneDnn))
                .layer(new LossLayer.Builder(LossFunction.MSE).build());
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(task.side(), task.side(), task.channels()))
                        .build());
        network.init();
        network.initGradientsView();
        return network.getLayer(0);
    }

    private static org.deeplearning4j.nn.conf.layers.Layer configuration(Task task, boolean oneDnn) {
        if (!task.isConvolution()) {
            return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .build();
        }
        return oneDnn
                ? Convolution2d.of(task.channels(), Task.UNITS, 3, 1, 0)
                : new ConvolutionLayer.Builder(3, 3)
                        .nIn(task.channels())
                        .nOut(Task.UNITS)
                        .hasBias(false)
                        .build();
    }

    private static Work poolingOperation(Task task) {
        INDArray x = Nd4j.rand(DataType.FLOAT, task.input());
        INDArray gradOutput = Nd4j.rand(DataType.FLOAT, task.output());
        INDArray out = gradOutput.ulike();
        INDArray dX = x.ulike();
        int[] window = {2, 2, 2, 2, 0, 0, 1, 1, 0, 1, 0};
        return () -> {
            Nd4j.exec(DynamicCustomOp.builder("maxpool2d")
                    .addInputs(x)
                    .addOutputs(out)
                    .addIntegerArguments(window)
                    .build());
            Nd4j.exec(DynamicCustomOp.builder("maxpool2d_bp")
                    .addInputs(x, gradOutput)
                    .addOutputs(dX)
                    .addIntegerArguments(window)
                    .build());
            return dX;
        };
    }

    private static Work mlp(Task task) {
        INDArray x = Nd4j.rand(DataType.FLOAT, task.input());
        INDArray labels = Arrays.oneHot(task);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .updater(new Sgd(0.01))
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(784).nOut(128).build())
                .layer(new DenseLayer.Builder().nIn(128).nOut(64).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(64)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
        network.init();
        return () -> {
            network.fit(x, labels);
            return network;
        };
    }
}
