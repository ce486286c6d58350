package dev.cifarlab.benchmarks.libtorch;

import dev.cifarlab.benchmarks.speed.Contestant;
import dev.cifarlab.benchmarks.speed.Timing;
import java.io.IOException;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** {@code Speed MODEL PRECISION BATCH STEPS}: channels last, bf16 by autocast, fused Adam; prints a {@link Timing}. */
public final class Speed implements Contestant {

    private static final Map<String, Long> PARAMETERS =
            Map.of("resnet18", 11_173_962L, "wrn_16_4", 2_748_890L, "mlp", 11_172_007L);

    private final Network network;
    private final boolean bf16;
    private final FusedAdam adam;
    private final Tensor images;
    private final Tensor labels;

    private Speed(String model, boolean bf16, int batch) {
        this.bf16 = bf16;
        network = new Network(model);
        Tensor rows = torch.rand(batch, 3, 32, 32);
        images = model.equals("mlp") ? rows : rows.contiguous(torch.MemoryFormat.ChannelsLast);
        labels = torch.arange(new Scalar(batch)).remainder(new Scalar(10)).to(ScalarType.Long);
        ask(); // makes the weights
        if (network.weights().count() != PARAMETERS.getOrDefault(model, 0L)) {
            throw new IllegalStateException(network.weights().count() + " parameters in " + model);
        }
        adam = new FusedAdam(network.weights().trained());
    }

    /** Measures what the arguments name. */
    public static void main(String[] args) throws IOException {
        int batch = Integer.parseInt(args[2]);
        torch.set_num_threads(Integer.parseInt(System.getenv("OMP_NUM_THREADS")));
        Timing.print(new Speed(args[0], args[1].equals("bf16"), batch), batch, Integer.parseInt(args[3]));
    }

    @Override
    public void train() {
        Scopes.freeing(() -> {
            network.weights().forgetGradients();
            torch.cross_entropy_loss(forward().to(ScalarType.Float), labels).backward();
            adam.step();
        });
    }

    @Override
    public void infer() {
        network.evaluate();
        ask();
    }

    private void ask() {
        Scopes.unrecorded(() -> Scopes.freeing(this::forward));
    }

    private Tensor forward() {
        torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
        torch.set_autocast_enabled(DeviceType.CPU, bf16);
        Tensor logits = network.logits(images);
        torch.set_autocast_enabled(DeviceType.CPU, false);
        torch.clear_cache(); // the weights in bf16
        return logits;
    }
}
