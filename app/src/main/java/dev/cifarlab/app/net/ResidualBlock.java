package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;

/**
 * The basic block of ResNet-18 (He et al., 2016, figure 2): two 3x3 convolutions, each with batch normalisation, and
 * the block's input added before the last activation. Input (n, in, h, w), output (n, out, h / stride, w / stride).
 *
 * @param name prefix of the names of the block's nodes
 * @param channels channels that go out
 * @param stride 1, or 2 to halve height and width
 * @param function the activation function
 */
record ResidualBlock(String name, int channels, int stride, Activation function) {

    /** Adds the block behind node {@code x} and returns the name of its output. */
    String forward(NetBuilder net, String x) {
        String branch = convolution(net, "conv1", x, 3, stride);
        branch = activation(net, "act1", branch);
        branch = convolution(net, "conv2", branch, 3, 1);
        String sum = net.sum(name + "_add", branch, residual(net, x));
        return activation(net, "act2", sum);
    }

    /** The shortcut: the input itself, or a 1x1 convolution where the shape changes. */
    private String residual(NetBuilder net, String x) {
        boolean same = stride == 1 && net.shape(x).channels() == channels;
        return same ? x : convolution(net, "shortcut", x, 1, stride);
    }

    private String activation(NetBuilder net, String part, String x) {
        return net.activate(name + "_" + part, x, function);
    }

    private String convolution(NetBuilder net, String part, String x, int kernel, int step) {
        String convolved = net.conv(name + "_" + part, x, channels, kernel, step);
        return net.norm(convolved + "_bn", convolved);
    }
}
