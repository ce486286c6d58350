package dev.cifarlab.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.GradientCollector;

/** PyTorch's operations, differentiated by PyTorch. */
final class PyTorch implements Work {

    private static final Shape ONE = new Shape(1, 1);
    private static final Shape ZERO = new Shape(0, 0);
    private static final Shape TWO = new Shape(2, 2);

    private static final float LEARNING_RATE = 1e-6f; // keeps the numbers finite on random labels

    private final NDManager manager = NDManager.newBaseManager();
    private final Task task;
    private final NDArray x;
    private final NDArray gradOutput;
    private final NDArray[] weights;

    private PyTorch(Task task) {
        this.task = task;
        x = random(task.input());
        gradOutput = random(task.output());
        weights = task == Task.MLP
                ? new NDArray[] {random(128, 784), random(128), random(64, 128), random(64), random(10, 64), random(10)}
                : new NDArray[] {random(Task.UNITS, task.channels(), 3, 3)};
        for (NDArray weight : weights) {
            weight.muli(0.05f);
            weight.setRequiresGradient(true);
        }
        x.setRequiresGradient(task != Task.MLP);
    }

    static Work prepare(Task task) {
        return new PyTorch(task);
    }

    private NDArray random(long... shape) {
        return manager.randomUniform(-1, 1, new Shape(shape), DataType.FLOAT32);
    }

    @Override
    public Object once() {
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            x.tempAttach(step);
            NDArray loss =
                    task == Task.MLP ? mlpLoss() : layer().mul(gradOutput).sum();
            collector.backward(loss);
            if (task == Task.MLP) {
                update();
            }
            return loss;
        }
    }

    private NDArray layer() {
        return task.isConvolution()
                ? Conv2d.conv2d(x, weights[0], null, ONE, ZERO, ONE).singletonOrThrow()
                : Pool.maxPool2d(x, TWO, TWO, ZERO, false);
    }

    private NDArray mlpLoss() {
        NDArray hidden1 = Activation.relu(linear(x, 0));
        NDArray hidden2 = Activation.relu(linear(hidden1, 2));
        NDArray logProbabilities = linear(hidden2, 4).logSoftmax(1);
        return logProbabilities.mul(gradOutput).sum().neg();
    }

    private NDArray linear(NDArray input, int index) {
        return Linear.linear(input, weights[index], weights[index + 1]).singletonOrThrow();
    }

    private void update() {
        for (NDArray weight : weights) {
            try (NDArray gradient = weight.getGradient();
                    NDArray step = gradient.mul(LEARNING_RATE)) {
                weight.setRequiresGradient(false); // PyTorch refuses changes in place of what it records
                weight.subi(step);
                weight.setRequiresGradient(true);
            }
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
