package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;

/**
 * ResNet-18 for 32x32 images: a 3x3 stem without pooling, four stages of two {@link ResidualBlock}s with 64, 128, 256
 * and 512 channels at 32, 16, 8 and 4 pixels, global average pooling, and a linear layer (He et al., 2016, with the
 * stem of their CIFAR-10 networks). Input (n, 3, 32, 32) in 0..1, output logits (n, classes).
 */
final class ResNet18 implements Architecture {

    private static final int STEM = 64;
    private static final int[] STAGES = {64, 128, 256, 512};

    @Override
    public Net net(Shape images, int classes, Activation function) {
        NetBuilder net = new NetBuilder(images);
        String x = net.conv("conv1", Net.INPUT, STEM, 3, 1);
        x = net.norm("conv1_bn", x);
        x = net.activate("act1", x, function);
        for (int stage = 1; stage <= STAGES.length; stage++) {
            int channels = STAGES[stage - 1];
            int stride = stage == 1 ? 1 : 2;
            x = new ResidualBlock("stage" + stage + "_block1", channels, stride, function).forward(net, x);
            x = new ResidualBlock("stage" + stage + "_block2", channels, 1, function).forward(net, x);
        }
        return net.output(net.pool("pool", x), classes);
    }
}
