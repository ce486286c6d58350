package dev.cifarlab.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The same computation by the frameworks. */
public final class References {

    private References() {}

    /** Builds the output of a SameDiff graph from its variables. */
    public interface Graph {
        SDVariable out(SameDiff graph, Map<String, SDVariable> variables);
    }

    /** out, and the gradients of sum(out gradOutput) at each variable: "dX" for "x", "dW" for "W". */
    public static Map<String, INDArray> sameDiff(Map<String, INDArray> values, INDArray gradOutput, Graph graph) {
        SameDiff sameDiff = SameDiff.create();
        Map<String, SDVariable> variables = new LinkedHashMap<>();
        values.forEach((name, value) -> variables.put(name, sameDiff.var(name, value.dup('c'))));
        SDVariable out = graph.out(sameDiff, variables).rename("out");
        out.mul(sameDiff.constant(gradOutput.dup('c'))).sum().markAsLoss();
        Map<String, INDArray> result = new LinkedHashMap<>();
        result.put("out", sameDiff.output(Map.of(), "out").get("out"));
        String[] names = values.keySet().toArray(String[]::new);
        sameDiff.calculateGradients(Map.of(), names)
                .forEach((name, gradient) -> result.put("d" + (name.equals("x") ? "X" : name), gradient));
        return result;
    }

    /** From elementary operations: SameDiff's own {@code logSoftmax} gives -inf and NaN where softmax rounds to 0. */
    public static SDVariable logSoftmax(SameDiff graph, SDVariable x) {
        SDVariable shifted = x.sub(x.max(true, 1));
        return shifted.sub(graph.math().log(graph.math().exp(shifted).sum(true, 1)));
    }

    /**
     * out, dX and the gradients at the weights of one DL4J layer.
     *
     * @param weights the layer's own names and shapes
     */
    public static Map<String, INDArray> dl4j(
            org.deeplearning4j.nn.conf.layers.Layer configuration,
            InputType inputType,
            Map<String, INDArray> weights,
            INDArray x,
            INDArray gradOutput) {
        return dl4j(network(List.of(configuration), inputType, x.dataType()), weights, x, gradOutput);
    }

    /** The same with DL4J's helper for oneDNN (single precision only), which this release has but never switches on. */
    public static Map<String, INDArray> dl4jWithHelper(
            org.deeplearning4j.nn.conf.layers.Layer configuration,
            InputType inputType,
            Map<String, INDArray> weights,
            INDArray x,
            INDArray gradOutput) {
        MultiLayerNetwork network = network(List.of(configuration), inputType, x.dataType());
        AtomicInteger calls = OneDnn.into(network.getLayer(0));
        Map<String, INDArray> result = dl4j(network, weights, x, gradOutput);
        assertThat(calls.get()).as("the helper was asked").isPositive();
        return result;
    }

    private static Map<String, INDArray> dl4j(
            MultiLayerNetwork network, Map<String, INDArray> weights, INDArray x, INDArray gradOutput) {
        org.deeplearning4j.nn.api.Layer layer = network.getLayer(0);
        weights.forEach((name, value) -> layer.getParam(name).assign(value));
        network.initGradientsView();
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        layer.setInput(x.dup('c'), none);
        Map<String, INDArray> result = new LinkedHashMap<>();
        result.put("out", layer.activate(true, none).dup('c'));
        Pair<Gradient, INDArray> gradients = layer.backpropGradient(gradOutput.dup('c'), none);
        result.put("dX", gradients.getSecond());
        gradients.getFirst().gradientForVariable().forEach((name, gradient) -> result.put("d" + name, gradient));
        return result;
    }

    /** A network of some layers and a loss layer that is not used. */
    public static MultiLayerNetwork network(
            List<org.deeplearning4j.nn.conf.layers.Layer> layers, InputType inputType, DataType type) {
        NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .activation(Activation.IDENTITY)
                .list();
        layers.forEach(list::layer);
        list.layer(new LossLayer.Builder(LossFunction.MSE).build());
        MultiLayerNetwork network =
                new MultiLayerNetwork(list.setInputType(inputType).build());
        network.init();
        return network;
    }
}
