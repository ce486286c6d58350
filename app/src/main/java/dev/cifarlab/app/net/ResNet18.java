package dev.cifarlab.app.net;

import dev.cifarlab.app.settings.Activation;
import dev.cifarlab.app.settings.Stem;

/**
 * ResNet-18 (He et al., 2016): a stem of 64 channels, four stages of two {@link ResidualBlock}s with 64, 128, 256 and
 * 512 channels, each but the first at half of the height and width before, global average pooling, and a linear layer.
 * The stem is that of their CIFAR-10 networks, a 3x3 convolution at full size, or that of their ImageNet networks, a
 * 7x7 convolution and 3x3 maxima, both of stride 2. Input (n, 3, height, width) in 0..1, output logits (n, classes).
 */
final class ResNet18 implements Architecture {

    private static final int CHANNELS = 64;
    private static final int[] STAGES = {64, 128, 256, 512};

    @Override
    public Net net(Shape images, int classes, Activation function, Stem stem) {
        boolean large = stem == Stem.IMAGENET;
        NetBuilder net = new NetBuilder(images);
        String x = large ? net.conv("conv1", Net.INPUT, CHANNELS, 7, 2) : net.conv("conv1", Net.INPUT, CHANNELS, 3, 1);
        x = net.norm("conv1_bn", x);
        x = net.activate("act1", x, function);
        x = large ? net.add(new Node.MaxPool("maxpool", x, 3, 2, 1)) : x;
        for (int stage = 1; stage <= STAGES.length; stage++) {
            int channels = STAGES[stage - 1];
            int stride = stage == 1 ? 1 : 2;
            x = new ResidualBlock("stage" + stage + "_block1", channels, stride, function).forward(net, x);
            x = new ResidualBlock("stage" + stage + "_block2", channels, 1, function).forward(net, x);
        }
        return net.output(net.pool("pool", x), classes);
    }
}
