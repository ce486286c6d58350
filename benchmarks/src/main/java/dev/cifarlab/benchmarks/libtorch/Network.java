package dev.cifarlab.benchmarks.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The app's networks for images (n, 3, 32, 32) and ten classes, in PyTorch's operations. */
final class Network {

    private static final long[] ONE = {1, 1};
    private static final long WIDTH = 2139; // of the MLP's hidden layers, as EqualParameterMlp solves for

    private final Weights weights = new Weights();
    private final String model;
    private boolean training = true;

    Network(String model) {
        this.model = model;
    }

    Weights weights() {
        return weights;
    }

    /** From now on batch normalisation takes its running statistics. */
    void evaluate() {
        training = false;
    }

    /** Images (n, 3, 32, 32) to logits (n, 10). */
    Tensor logits(Tensor images) {
        weights.rewind();
        return Scopes.freeingAllBut(() -> switch (model) {
            case "resnet18" -> resNet18(images);
            case "wrn_16_4" -> wideResNet(images);
            case "mlp" -> mlp(images);
            default -> throw new IllegalArgumentException("no model " + model);
        });
    }

    private Tensor resNet18(Tensor images) {
        Tensor x = relu(norm(convolution(images, 3, 64, 3, 1), 64));
        for (long out = 64; out <= 512; out *= 2) {
            x = block(x, out == 64 ? out : out / 2, out);
            x = block(x, out, out);
        }
        return head(x, 512);
    }

    private Tensor block(Tensor x, long in, long out) {
        long stride = in == out ? 1 : 2;
        return Scopes.freeingAllBut(() -> {
            Tensor path = relu(norm(convolution(x, in, out, 3, stride), out));
            path = norm(convolution(path, out, out, 3, 1), out);
            return relu(path.add(stride == 1 ? x : norm(convolution(x, in, out, 1, stride), out)));
        });
    }

    private Tensor wideResNet(Tensor images) {
        Tensor x = convolution(images, 3, 16, 3, 1);
        long in = 16;
        for (long out = 64; out <= 256; out *= 2) {
            x = preActivationBlock(x, in, out, out == 64 ? 1 : 2);
            x = preActivationBlock(x, out, out, 1);
            in = out;
        }
        return head(relu(norm(x, in)), in);
    }

    private Tensor preActivationBlock(Tensor x, long in, long out, long stride) {
        return Scopes.freeingAllBut(() -> {
            Tensor active = relu(norm(x, in));
            Tensor path = relu(norm(convolution(active, in, out, 3, stride), out));
            path = convolution(path, out, out, 3, 1);
            return path.add(in == out ? x : convolution(active, in, out, 1, stride));
        });
    }

    private Tensor head(Tensor x, long channels) {
        return linear(torch.adaptive_avg_pool2d(x, 1, 1).flatten(1, -1), channels, 10);
    }

    private Tensor mlp(Tensor images) {
        Tensor x = relu(linear(images.flatten(1, -1), 3072, WIDTH));
        return linear(relu(linear(x, WIDTH, WIDTH)), WIDTH, 10);
    }

    private Tensor convolution(Tensor x, long in, long out, long size, long stride) {
        Tensor kernel = weights.drawn(Math.sqrt(2.0 / (in * size * size)), out, in, size, size);
        long[] padding = {size / 2, size / 2};
        return torch.conv2d(x, kernel, new TensorOptional(), new long[] {stride, stride}, padding, ONE, 1);
    }

    private Tensor norm(Tensor x, long channels) {
        return torch.batch_norm(
                x,
                new TensorOptional(weights.filled(1, channels)),
                new TensorOptional(weights.filled(0, channels)),
                new TensorOptional(weights.statistics(0, channels)),
                new TensorOptional(weights.statistics(1, channels)),
                training,
                0.1,
                1e-5,
                false);
    }

    /** In place; returns the array given, as the one that PyTorch returns is only another name of it. */
    private static Tensor relu(Tensor x) {
        torch.relu_(x);
        return x;
    }

    private Tensor linear(Tensor x, long in, long out) {
        Tensor matrix = weights.drawn(1 / Math.sqrt((double) in), out, in);
        return torch.linear(x, matrix, new TensorOptional(weights.filled(0, out)));
    }
}
