import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code LibTorch BATCH STEPS THREADS}: ResNet-18 for 32x32 images in libtorch, weights and images channels last; prints
 * the median milliseconds of a forward plus backward pass, with the gradient at the images, and those of processor time.
 * A process of its own, as its JavaCPP is newer than ND4J's.
 */
final class LibTorch {
    private static final int WARM_UP = 3;
    private static final long[] ONE = {1, 1};

    /** Made in the first pass, in the order of use; each pass takes them in turn. */
    private final List<Tensor> weights = new ArrayList<>();

    private int next;

    private LibTorch() {}

    public static void main(String[] arguments) {
        int batch = Integer.parseInt(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        torch.set_num_threads(Integer.parseInt(arguments[2]));
        Tensor images = torch.randn(batch, 3, 32, 32)
                .contiguous(torch.MemoryFormat.ChannelsLast)
                .set_requires_grad(true);
        Tensor gradient = torch.randn(batch, 10);
        LibTorch network = new LibTorch();
        network.pass(images, gradient);
        double[] times = new double[steps];
        long before = 0;
        for (int k = -WARM_UP; k < steps; k++) {
            before = k == 0 ? processorTime() : before;
            long start = System.nanoTime();
            network.pass(images, gradient);
            times[Math.max(k, 0)] = (System.nanoTime() - start) / 1e6;
        }
        double processor = (processorTime() - before) / 1e6 / steps;
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%.1f %.1f%n", times[steps / 2], processor);
    }

    private static long processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private void pass(Tensor images, Tensor gradient) {
        next = 0;
        try (PointerScope scope = new PointerScope()) {
            logits(images).mul(gradient).sum().backward();
            images.mutable_grad().reset();
            weights.forEach(weight -> weight.mutable_grad().reset());
        }
    }

    private Tensor logits(Tensor images) {
        Tensor x = torch.relu(convolution(images, 3, 64, 3, 1));
        for (long out = 64; out <= 512; out *= 2) {
            x = block(x, out == 64 ? out : out / 2, out);
            x = block(x, out, out);
        }
        return torch.linear(x.mean(2, 3), weight(1, 10, 512), new TensorOptional(weight(0, 10)));
    }

    private Tensor block(Tensor x, long in, long out) {
        long stride = in == out ? 1 : 2;
        Tensor path = torch.relu(convolution(x, in, out, 3, stride));
        path = convolution(path, out, out, 3, 1);
        return torch.relu(path.add(stride == 1 ? x : convolution(x, in, out, 1, stride)));
    }

    /** A convolution and its batch normalisation. */
    private Tensor convolution(Tensor x, long in, long out, long size, long stride) {
        Tensor filters = weight(1 / Math.sqrt(in * size * size), out, in, size, size);
        long[] padding = {size / 2, size / 2};
        Tensor sums = torch.conv2d(x, filters, new TensorOptional(), new long[] {stride, stride}, padding, ONE, 1);
        TensorOptional scale = new TensorOptional(weight(1, out));
        TensorOptional shift = new TensorOptional(weight(0, out));
        return torch.batch_norm(sums, scale, shift, new TensorOptional(), new TensorOptional(), true, 0.1, 1e-5, false);
    }

    private Tensor weight(double scale, long... shape) {
        if (next == weights.size()) {
            Tensor drawn = torch.randn(shape).mul(new Scalar(scale));
            drawn = shape.length == 4 ? drawn.contiguous(torch.MemoryFormat.ChannelsLast) : drawn;
            weights.add(drawn.detach().set_requires_grad(true));
            weights.get(next).retainReference(); // outlives the pass
        }
        return weights.get(next++);
    }
}
