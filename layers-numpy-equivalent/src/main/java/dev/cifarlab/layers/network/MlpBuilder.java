package dev.cifarlab.layers.network;

import dev.cifarlab.layers.math.Activations;
import dev.cifarlab.layers.math.Checks;
import org.nd4j.linalg.api.buffer.DataType;

/** Sets what differs from the defaults of an {@link Mlp}. */
public final class MlpBuilder {

    int[] dims = {784, 128, 64, 10};
    String activation = "relu";
    double epsilon = 1e-6;
    double learningRate = 0.01;
    int seed;
    DataType type = DataType.DOUBLE;

    MlpBuilder() {}

    /** Widths of input, hidden layers and output. */
    public MlpBuilder dims(int... widths) {
        dims = Checks.present("dims", widths).clone();
        return this;
    }

    /** The hidden layers' function: relu, tanh or sigmoid. */
    public MlpBuilder activation(String name) {
        activation = name;
        return this;
    }

    /** Probabilities are clipped to [epsilon, 1 - epsilon] in the loss; above 0 and below 0.5. */
    public MlpBuilder epsilon(double share) {
        epsilon = share;
        return this;
    }

    /** Step of gradient descent. */
    public MlpBuilder learningRate(double rate) {
        learningRate = rate;
        return this;
    }

    /** Decides the weights. */
    public MlpBuilder seed(int number) {
        seed = number;
        return this;
    }

    /** DOUBLE or FLOAT. */
    public MlpBuilder dataType(DataType floating) {
        type = floating;
        return this;
    }

    /**
     * The network, with weights drawn.
     *
     * @throws IllegalArgumentException when a number is out of range or the function is not known
     */
    public Mlp build() {
        Checks.atLeast("dims: number of widths", dims.length, 2);
        for (int width : dims) {
            Checks.atLeast("dims", width, 1);
        }
        Activations.requireElementwise(activation);
        Checks.above("epsilon", epsilon, 0);
        Checks.above("1 - 2 epsilon", 1 - 2 * epsilon, 0);
        Checks.above("learningRate", learningRate, 0);
        Checks.floating(type);
        return new Mlp(this);
    }
}
