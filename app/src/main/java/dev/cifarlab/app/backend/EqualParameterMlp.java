package dev.cifarlab.app.backend;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/**
 * A multi-layer perceptron with as many trainable parameters as the {@link ResNet18}: two equal hidden layers behind
 * the flattened image. Their width h solves in h + h + h h + h + h classes + classes = 11,173,962, rounded. Input
 * (n, 3, 32, 32), output logits (n, classes).
 */
final class EqualParameterMlp implements Architecture {

    /** Trainable parameters of the ResNet-18 with three input channels and ten classes. */
    static final long TARGET = 11_173_962;

    @Override
    public void build(GraphBuilder graph, NetworkSpec spec) {
        int inputs = spec.channels() * spec.height() * spec.width();
        int width = width(inputs, spec.classes());
        graph.addLayer("hidden1", dense(inputs, width, spec), flatten(spec), Architecture.INPUT);
        graph.addLayer("hidden2", dense(width, width, spec), "hidden1");
        graph.addLayer(Architecture.OUTPUT, spec.outputLayer(width), "hidden2");
        graph.setOutputs(Architecture.OUTPUT);
    }

    /** The positive root of h^2 + (inputs + 2 + classes) h + classes - TARGET = 0. */
    static int width(int inputs, int classes) {
        double b = inputs + 2.0 + classes;
        return (int) Math.round((-b + Math.sqrt(b * b + 4.0 * (TARGET - classes))) / 2);
    }

    private static DenseLayer dense(int in, int out, NetworkSpec spec) {
        return new DenseLayer.Builder()
                .nIn(in)
                .nOut(out)
                .activation(Activations.of(spec.activation()))
                .build();
    }

    private static CnnToFeedForwardPreProcessor flatten(NetworkSpec spec) {
        return new CnnToFeedForwardPreProcessor(spec.height(), spec.width(), spec.channels());
    }
}
