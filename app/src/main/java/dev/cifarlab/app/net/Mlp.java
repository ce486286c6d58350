package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;

/**
 * A multi-layer perceptron with as many trainable parameters as the {@link ResNet18}: two equal hidden layers behind
 * the flattened image. Their width h solves in h + h + h h + h + h classes + classes = 11,173,962, rounded; with one
 * channel instead of three, 11,172,810. Input (n, 3, 32, 32), output logits (n, classes).
 */
final class Mlp implements Architecture {

    /** Trainable parameters of the ResNet-18 with three input channels and ten classes. */
    private static final long TARGET = 11_173_962;

    /** Those of them that see one channel. */
    private static final long OF_CHANNEL = 64 * 3 * 3;

    @Override
    public Net net(Shape images, int classes, Activation function, Stem stem) {
        NetBuilder net = new NetBuilder(images);
        int width = width(images, classes);
        String x = net.dense("hidden1", Net.INPUT, width, function);
        x = net.dense("hidden2", x, width, function);
        return net.output(x, classes);
    }

    /** The ResNet-18's trainable parameters with ten classes. */
    static long target(Shape images) {
        return TARGET + OF_CHANNEL * (images.channels() - 3);
    }

    /** The positive root of h^2 + (values + 2 + classes) h + classes - target = 0. */
    static int width(Shape images, int classes) {
        double b = images.values() + 2.0 + classes;
        return (int) Math.round((-b + Math.sqrt(b * b + 4.0 * (target(images) - classes))) / 2);
    }
}
