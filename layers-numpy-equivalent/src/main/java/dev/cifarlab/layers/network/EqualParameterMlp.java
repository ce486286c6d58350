package dev.cifarlab.layers.network;

import dev.cifarlab.layers.layer.ActivationLayer;
import dev.cifarlab.layers.layer.Dense;
import dev.cifarlab.layers.layer.Flatten;
import dev.cifarlab.layers.math.Checks;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A multi-layer perceptron with as many weights as {@link ResNet18}: two hidden layers of one width h behind the
 * flattened image, with inputs h + h + h h + h + h classes + classes = 11,173,962, rounded (one input channel more or
 * less is 576 weights of the ResNet-18). Images (n, c, h, w) to logits (n, classes).
 *
 * @param inChannels channels of the images
 * @param side their height and width
 * @param classes number of logits
 * @param activation relu, tanh or sigmoid
 * @param type DOUBLE or FLOAT
 * @param seed decides the weights; the layers draw from it and the two seeds above it
 */
public record EqualParameterMlp(int inChannels, int side, int classes, String activation, DataType type, int seed) {

    /** The network, with weights drawn. */
    public Sequential network() {
        Checks.atLeast("side", side, 1);
        int inputs = inChannels * side * side;
        int width = width(inputs);
        return new Sequential(
                new Flatten(),
                dense(inputs, width, 0),
                activate(),
                dense(width, width, 1),
                activate(),
                dense(width, classes, 2));
    }

    /** The positive root of h h + (inputs + 2 + classes) h + classes - target = 0. */
    private int width(int inputs) {
        double target = 11_173_962 + 576.0 * (inChannels - 3);
        double b = inputs + 2.0 + classes;
        return (int) Math.round((-b + Math.sqrt(b * b + 4 * (target - classes))) / 2);
    }

    private Dense dense(int in, int out, int number) {
        return Dense.builder()
                .inputs(in)
                .units(out)
                .dataType(type)
                .seed(seed + number)
                .build();
    }

    private ActivationLayer activate() {
        return ActivationLayer.builder().activation(activation).dataType(type).build();
    }
}
