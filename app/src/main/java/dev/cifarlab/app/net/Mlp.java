package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;

/**
 * A multi-layer perceptron with as many trainable parameters as the {@link ResNet18}: two equal hidden layers behind
 * the flattened image. Their width h solves in h + h + h h + h + h classes + classes = 11,173,962, rounded. Input
 * (n, 3, 32, 32), output logits (n, classes).
 */
final class Mlp implements Architecture {

    /** Trainable parameters of the ResNet-18 with three input channels and ten classes. */
    static final long TARGET = 11_173_962;

    @Override
    public Net net(Shape images, int classes, Activation function, Stem stem) {
        NetBuilder net = new NetBuilder(images);
        int width = width(images.values(), classes);
        String x = net.dense("hidden1", Net.INPUT, width, function);
        x = net.dense("hidden2", x, width, function);
        return net.output(x, classes);
    }

    /** The positive root of h^2 + (inputs + 2 + classes) h + classes - TARGET = 0. */
    static int width(long inputs, int classes) {
        double b = inputs + 2.0 + classes;
        return (int) Math.round((-b + Math.sqrt(b * b + 4.0 * (TARGET - classes))) / 2);
    }
}
