package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;

/**
 * WRN-16-4 (Zagoruyko and Komodakis, 2016): a 3x3 stem of 16 channels, three stages of two wide blocks with 64, 128 and
 * 256 channels at 32, 16 and 8 pixels, batch normalisation and activation, global average pooling, and a linear layer.
 * Input (n, 3, 32, 32), output logits (n, classes).
 */
final class WideResNet implements Architecture {

    private static final int STEM = 16;
    private static final int[] STAGES = {64, 128, 256};

    @Override
    public Net net(Shape images, int classes, Activation function, Stem stem) {
        NetBuilder net = new NetBuilder(images);
        String x = net.conv("conv1", Net.INPUT, STEM, 3, 1);
        for (int stage = 1; stage <= STAGES.length; stage++) {
            int channels = STAGES[stage - 1];
            int stride = stage == 1 ? 1 : 2;
            x = new Block("stage" + stage + "_block1", channels, stride, function).forward(net, x);
            x = new Block("stage" + stage + "_block2", channels, 1, function).forward(net, x);
        }
        x = net.norm("bn", x);
        x = net.activate("act", x, function);
        return net.output(net.pool("pool", x), classes);
    }

    /**
     * A pre-activation block (He et al., 2016, "Identity mappings"): normalisation and activation come before each of
     * the two 3x3 convolutions. The shortcut is the block's input, or, where the shape changes, a 1x1 convolution of
     * the input after its normalisation and activation. Input (n, in, h, w), output (n, out, h / stride, w / stride).
     */
    private record Block(String name, int channels, int stride, Activation function) {

        String forward(NetBuilder net, String x) {
            String active = activation(net, 1, x);
            String branch = net.conv(name + "_conv1", active, channels, 3, stride);
            branch = net.conv(name + "_conv2", activation(net, 2, branch), channels, 3, 1);
            boolean same = stride == 1 && net.shape(x).channels() == channels;
            String shortcut = same ? x : net.conv(name + "_shortcut", active, channels, 1, stride);
            return net.sum(name + "_add", branch, shortcut);
        }

        private String activation(NetBuilder net, int number, String x) {
            return net.activate(name + "_act" + number, net.norm(name + "_bn" + number, x), function);
        }
    }
}
