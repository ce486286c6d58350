package dev.cifarlab.benchmarks.libtorch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A network's arrays, made in its first pass in the order of use; each pass takes them in turn. Scopes keep them. */
final class Weights {

    private final List<Tensor> trained = new ArrayList<>();
    private final List<Tensor> statistics = new ArrayList<>();
    private int nextTrained;
    private int nextStatistics;

    /** Begins a pass. */
    void rewind() {
        nextTrained = 0;
        nextStatistics = 0;
    }

    /** A weight from a normal distribution with this standard deviation; of four dimensions: channels last. */
    Tensor drawn(double deviation, long... shape) {
        return next(nextTrained++, trained, () -> {
            Tensor drawn = torch.randn(shape).mul(new Scalar(deviation));
            Tensor weight = shape.length == 4 ? drawn.contiguous(torch.MemoryFormat.ChannelsLast) : drawn;
            return weight.detach().set_requires_grad(true);
        });
    }

    /** Weights that all begin with one value. */
    Tensor filled(double value, long count) {
        return next(
                nextTrained++,
                trained,
                () -> torch.full(new long[] {count}, new Scalar(value)).set_requires_grad(true));
    }

    /** Running statistics, which have no gradient. */
    Tensor statistics(double value, long count) {
        return next(nextStatistics++, statistics, () -> torch.full(new long[] {count}, new Scalar(value)));
    }

    private static Tensor next(int index, List<Tensor> made, Supplier<Tensor> make) {
        if (index == made.size()) {
            Tensor tensor = make.get();
            tensor.retainReference();
            made.add(tensor);
        }
        return made.get(index);
    }

    /** Forgets the gradients of the last pass. */
    void forgetGradients() {
        trained.forEach(weight -> weight.mutable_grad().reset());
    }

    List<Tensor> trained() {
        return trained;
    }

    /** Trainable parameters. */
    long count() {
        return trained.stream().mapToLong(Tensor::numel).sum();
    }
}
