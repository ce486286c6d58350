package dev.cifarlab.benchmarks.libtorch;

import dev.cifarlab.benchmarks.PassTimes;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code Passes BATCH STEPS}: ResNet-18, channels last; prints the {@link PassTimes} of a forward plus backward pass
 * with the gradient at the images.
 */
public final class Passes {

    private Passes() {}

    /** Measures. */
    public static void main(String[] args) {
        int batch = Integer.parseInt(args[0]);
        torch.set_num_threads(Integer.parseInt(System.getenv("OMP_NUM_THREADS")));
        Tensor images = torch.randn(batch, 3, 32, 32)
                .contiguous(torch.MemoryFormat.ChannelsLast)
                .set_requires_grad(true);
        Tensor gradient = torch.randn(batch, 10);
        Network network = new Network("resnet18");
        PassTimes.print(() -> Scopes.freeing(() -> pass(network, images, gradient)), Integer.parseInt(args[1]));
    }

    private static void pass(Network network, Tensor images, Tensor gradient) {
        network.logits(images).mul(gradient).sum().backward();
        images.mutable_grad().reset();
        network.weights().forgetGradients();
    }
}
