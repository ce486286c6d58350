package dev.cifarlab.benchmarks;

import dev.cifarlab.benchmarks.libtorch.Scopes;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** PyTorch's operations, differentiated by PyTorch; in a process that has libtorch and no ND4J on its class path. */
final class PyTorch implements Work {

    private static final long[] ONE = {1, 1};
    private static final long[] ZERO = {0, 0};
    private static final long[] TWO = {2, 2};

    private static final Scalar LEARNING_RATE = new Scalar(1e-6); // keeps the numbers finite on random labels

    private final Task task;
    private final Tensor x;
    private final Tensor gradOutput;
    private final List<Tensor> weights;

    private PyTorch(Task task) {
        this.task = task;
        torch.set_num_threads(Integer.parseInt(System.getenv("OMP_NUM_THREADS")));
        x = random(1, task.input()).set_requires_grad(task != Task.MLP);
        gradOutput = random(1, task.output());
        long[][] mlp = {{128, 784}, {128}, {64, 128}, {64}, {10, 64}, {10}};
        long[][] convolution = {{Task.UNITS, task.channels(), 3, 3}};
        weights = Stream.of(task == Task.MLP ? mlp : convolution)
                .map(shape -> random(0.05, shape).set_requires_grad(true))
                .toList();
    }

    static Work prepare(Task task) {
        return new PyTorch(task);
    }

    /** Uniform between -scale and scale. */
    private static Tensor random(double scale, long... shape) {
        return torch.rand(shape).sub(new Scalar(0.5)).mul(new Scalar(2 * scale)).detach();
    }

    @Override
    public Object once() {
        Scopes.freeing(task == Task.MLP ? this::step : this::passes);
        return weights;
    }

    private void step() {
        mlpLoss().backward();
        Scopes.unrecorded(this::update);
        forgetGradients();
    }

    private void passes() {
        layer().mul(gradOutput).sum().backward();
        x.mutable_grad().reset();
        forgetGradients();
    }

    private void forgetGradients() {
        weights.forEach(weight -> weight.mutable_grad().reset());
    }

    private Tensor layer() {
        return task.isConvolution()
                ? torch.conv2d(x, weights.get(0), new TensorOptional(), ONE, ZERO, ONE, 1)
                : torch.max_pool2d(x, TWO, TWO, ZERO, ONE, false);
    }

    private Tensor mlpLoss() {
        Tensor hidden1 = torch.relu(linear(x, 0));
        Tensor hidden2 = torch.relu(linear(hidden1, 2));
        return torch.log_softmax(linear(hidden2, 4), 1).mul(gradOutput).sum().neg();
    }

    private Tensor linear(Tensor input, int index) {
        return torch.linear(input, weights.get(index), new TensorOptional(weights.get(index + 1)));
    }

    private void update() {
        weights.forEach(weight -> weight.sub_(weight.grad().mul(LEARNING_RATE)));
    }
}
