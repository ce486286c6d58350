package dev.cifarlab.app.backend;

import dev.cifarlab.app.data.Labels;
import dev.cifarlab.app.net.Net;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What is inside a network, by name, for instance {@code conv1_W}; copies, which stay when it changes.
 *
 * @param network the network
 */
public record Inspection(Network network) {

    /** All parameters, running statistics included. */
    public Map<String, INDArray> parameters() {
        return copies(network.graph().paramTable());
    }

    /** Gradients of the summed loss of images (n, channels, height, width), by the framework's layers. */
    public Map<String, INDArray> gradients(INDArray images, Labels labels) {
        ComputationGraph graph = network.graph();
        int classes = (int) network.net().shape(Net.OUTPUT).values();
        graph.setInputs(images);
        graph.setLabels(Nd4j.create(labels.targets(classes)).castTo(images.dataType()));
        graph.computeGradientAndScore();
        return copies(graph.gradient().gradientForVariable());
    }

    private static Map<String, INDArray> copies(Map<String, INDArray> table) {
        Map<String, INDArray> copies = new LinkedHashMap<>();
        table.forEach((name, values) -> copies.put(name, values.dup()));
        return copies;
    }
}
