package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Activation functions and their derivatives at the input. All give new arrays in c order and are safe for inputs of
 * +-1000. NaN and infinities are treated as NumPy and PyTorch do: NaN gives NaN, and infinities the limits.
 */
public final class Activations {

    private Activations() {}

    /**
     * max(x, 0), or its derivative: 1 where x is above 0, else 0. The value at NaN is NaN; the derivative there is 1,
     * as PyTorch passes a gradient on at all that is not at most 0.
     *
     * @param x any shape
     * @param grad whether the derivative is wanted
     */
    public static INDArray relu(INDArray x, boolean grad) {
        INDArray z = Checks.numbers("x", x);
        return grad ? z.lte(0).castTo(z.dataType()).rsubi(1) : NotANumber.carry(z, Transforms.max(z, 0, true));
    }

    /** tanh(x), or its derivative 1 - tanh(x)^2; any shape. */
    public static INDArray tanh(INDArray x, boolean grad) {
        INDArray y = Transforms.tanh(Checks.numbers("x", x), true);
        return grad ? y.muli(y).rsubi(1) : y;
    }

    /** 1 / (1 + exp(-x)), or its derivative y (1 - y); any shape. */
    public static INDArray sigmoid(INDArray x, boolean grad) {
        INDArray y = Transforms.exp(Checks.numbers("x", x).neg(), false).addi(1).rdivi(1);
        return grad ? y.mul(y.rsub(1)) : y;
    }

    /**
     * exp(x) / sum(exp(x)) over the last axis, computed from x - max(x). A row with NaN or +infinity is NaN throughout,
     * as infinity - infinity is (and as in PyTorch), and so is one of -infinity alone; -infinity beside numbers
     * gives 0.
     *
     * @param x one row (k), or a batch (n, k)
     * @param grad whether the Jacobian J[i][j] = y[i] ([i = j] - y[j]) is wanted: (k, k) for a row, (n, k, k) for a
     *     batch
     */
    public static INDArray softmax(INDArray x, boolean grad) {
        INDArray z = Checks.numbers("x", x);
        if (z.rank() != 1 && z.rank() != 2) {
            throw new IllegalArgumentException("x: expected rank 1 or 2, found rank " + z.rank());
        }
        INDArray rows = z.reshape(z.length() / z.size(-1), z.size(-1));
        INDArray y = Transforms.exp(rows.sub(rows.max(true, 1)), false);
        y.divi(y.sum(true, 1));
        return grad ? jacobian(y, z.rank()) : y.reshape(z.shape());
    }

    private static INDArray jacobian(INDArray y, int rank) {
        long n = y.size(0);
        long k = y.size(1);
        INDArray column = y.reshape(n, k, 1);
        INDArray identity = Nd4j.eye(k).castTo(y.dataType()).reshape(1, k, k);
        INDArray jacobian = column.mul(identity).subi(column.mul(y.reshape(n, 1, k)));
        return rank == 1 ? jacobian.reshape(k, k) : jacobian;
    }

    /**
     * The function with a name: relu, tanh, sigmoid or softmax.
     *
     * @throws IllegalArgumentException when there is no such function
     */
    public static INDArray activation(String name, INDArray x, boolean grad) {
        return switch (Checks.present("activation", name)) {
            case "relu" -> relu(x, grad);
            case "tanh" -> tanh(x, grad);
            case "sigmoid" -> sigmoid(x, grad);
            case "softmax" -> softmax(x, grad);
            default -> throw unknown(name);
        };
    }

    /** Refuses names of functions that do not work element by element. */
    public static void requireElementwise(String name) {
        switch (Checks.present("activation", name)) {
            case "relu", "tanh", "sigmoid" -> {}
            default -> throw unknown(name);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "activation: expected relu, tanh or sigmoid (or softmax where rows are meant), found '" + name + "'");
    }
}
