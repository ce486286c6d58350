package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;

/**
 * The network of airbench94 (K. Jordan, "94% on CIFAR-10 in 3.29 Seconds on a Single A100", 2024): a 2x2 convolution
 * that whitens patches, three stages of two 3x3 convolutions with 64, 256 and 256 channels, in which max-pooling and
 * batch normalisation come between convolution and activation, and a linear layer on the largest values, divided by 9.
 * The activation is the one that is asked for where the paper has GELU, normalisation has a scale, and the first
 * convolution no biases. Input (n, channels, h, w) with h and w of 16 or more, output logits (n, classes).
 */
final class Airbench implements Architecture {

    private static final int[] STAGES = {64, 256, 256};
    private static final int PATCH = 2;

    @Override
    public Net net(Shape images, int classes, Activation function, Stem stem) {
        NetBuilder net = new NetBuilder(images);
        int whitened = 2 * images.channels() * PATCH * PATCH; // each direction and its negative
        String x = net.add(new Node.Conv("whiten", Net.INPUT, whitened, PATCH, 1, 0, Node.Start.WHITENING));
        x = net.activate("act", x, function);
        for (int stage = 1; stage <= STAGES.length; stage++) {
            String name = "stage" + stage;
            int channels = STAGES[stage - 1];
            x = conv(net, name + "_conv1", x, channels);
            x = net.add(new Node.MaxPool(name + "_pool", x, 2, 2, 0));
            x = net.activate(name + "_act1", net.norm(name + "_bn1", x), function);
            x = conv(net, name + "_conv2", x, channels);
            x = net.activate(name + "_act2", net.norm(name + "_bn2", x), function);
        }
        int rest = Math.min(net.shape(x).height(), net.shape(x).width());
        x = net.add(new Node.MaxPool("pool", x, rest, rest, 0));
        return net.output(net.add(new Node.Scale("scale", x, 1.0 / 9)), classes);
    }

    private static String conv(NetBuilder net, String name, String x, int channels) {
        return net.add(new Node.Conv(name, x, channels, 3, 1, 1, Node.Start.IDENTITY));
    }
}
