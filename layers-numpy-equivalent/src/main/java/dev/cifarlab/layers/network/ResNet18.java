package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.BatchNorm2d;
import dev.cifarlab.layers.layer.Convolution2d;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.GlobalAveragePooling;
import dev.cifarlab.layers.layer.Layer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * ResNet-18 for CIFAR-10 (He et al., 2016): a stem of 64 channels, four stages of two blocks with 64, 128, 256 and 512
 * channels, each but the first at half of the height and width before, global average pooling and a dense layer.
 * Images (n, inChannels, h, w) to logits (n, classes); 11,173,962 weights for three channels and ten classes.
 *
 * @param inChannels channels of the images
 * @param classes number of logits
 * @param activation relu, tanh or sigmoid
 * @param type DOUBLE or FLOAT
 * @param seed decides the weights; each layer draws from a seed of its own, up to 30 above it
 */
public record ResNet18(int inChannels, int classes, String activation, DataType type, int seed) {

    private static final int STEM = 64;

    /** The network, with weights drawn. */
    public Sequential network() {
        return new Sequential(
                new Sequential(convolution(inChannels, STEM, 3, 1, 0), norm(STEM), activate()),
                stage(1, STEM, 64),
                stage(2, 64, 128),
                stage(3, 128, 256),
                stage(4, 256, 512),
                new GlobalAveragePooling(),
                Dense.builder()
                        .inputs(512)
                        .units(classes)
                        .dataType(type)
                        .seed(seed + 30)
                        .build());
    }

    private Sequential stage(int number, int in, int out) {
        Layer first = block(in, out, 6 * number);
        return new Sequential(first, block(out, out, 6 * number + 3));
    }

    /** The basic block: two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where the shape changes. */
    private Residual block(int in, int out, int number) {
        int stride = in == out ? 1 : 2;
        Layer path = new Sequential(
                convolution(in, out, 3, stride, number),
                norm(out),
                activate(),
                convolution(out, out, 3, 1, number + 1),
                norm(out));
        return stride == 1
                ? new Residual(path, activate())
                : new Residual(
                        path, new Sequential(convolution(in, out, 1, stride, number + 2), norm(out)), activate());
    }

    private Convolution2d convolution(int in, int out, int size, int stride, int number) {
        return Convolution2d.builder()
                .inChannels(in)
                .units(out)
                .filterSize(size)
                .stride(stride)
                .padding(size / 2)
                .dataType(type)
                .seed(seed + number)
                .build();
    }

    private BatchNorm2d norm(int channels) {
        return BatchNorm2d.builder().channels(channels).dataType(type).build();
    }

    private ActivationLayer activate() {
        return ActivationLayer.builder().activation(activation).dataType(type).build();
    }
}
