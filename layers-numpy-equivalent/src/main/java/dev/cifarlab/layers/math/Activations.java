package dev.cifarlab.layers.math;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Activation functions and their derivatives at the input. All give new arrays and are safe for inputs of +-1000. */
public final class Activations {

    private Activations() {}

    /**
     * max(x, 0), or its derivative: 1 where x is above 0, else 0.
     *
     * @param x any shape
     * @param grad whether the derivative is wanted
     */
    public static INDArray relu(INDArray x, boolean grad) {
        Checks.floating(x.dataType());
        return grad ? x.gt(0).castTo(x.dataType()) : Transforms.max(x, 0, true);
    }

    /** tanh(x), or its derivative 1 - tanh(x)^2; any shape. */
    public static INDArray tanh(INDArray x, boolean grad) {
        Checks.floating(x.dataType());
        INDArray y = Transforms.tanh(x, true);
        return grad ? y.muli(y).rsubi(1) : y;
    }

    /** 1 / (1 + exp(-x)), or its derivative y (1 - y); any shape. */
    public static INDArray sigmoid(INDArray x, boolean grad) {
        Checks.floating(x.dataType());
        INDArray y = Transforms.exp(x.neg(), false).addi(1).rdivi(1);
        return grad ? y.mul(y.rsub(1)) : y;
    }

    /**
     * exp(x) / sum(exp(x)) over the last axis, computed from x - max(x).
     *
     * @param x one row (k), or a batch (n, k)
     * @param grad whether the Jacobian J[i][j] = y[i] ([i = j] - y[j]) is wanted: (k, k) for a row, (n, k, k) for a
     *     batch
     */
    public static INDArray softmax(INDArray x, boolean grad) {
        Checks.floating(x.dataType());
        if (x.rank() != 1 && x.rank() != 2) {
            throw new IllegalArgumentException("x: expected rank 1 or 2, found rank " + x.rank());
        }
        INDArray rows = x.reshape(-1, x.size(-1));
        INDArray y = Transforms.exp(rows.sub(rows.max(true, 1)), false);
        y.divi(y.sum(true, 1));
        return grad ? jacobian(y, x.rank()) : y.reshape(x.shape());
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
        return switch (name) {
            case "relu" -> relu(x, grad);
            case "tanh" -> tanh(x, grad);
            case "sigmoid" -> sigmoid(x, grad);
            case "softmax" -> softmax(x, grad);
            default -> throw unknown(name);
        };
    }

    /** Refuses names of functions that do not work element by element. */
    public static void requireElementwise(String name) {
        switch (name) {
            case "relu", "tanh", "sigmoid" -> {}
            default -> throw unknown(name);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "activation: expected relu, tanh or sigmoid (or softmax where rows are meant), found '" + name + "'");
    }
}
