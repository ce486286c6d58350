package dev.cifarlab.benchmarks.speed;

import java.util.List;
import java.util.Map;

/**
 * Something to measure in a process of its own.
 *
 * @param model resnet18, wrn_16_4 or mlp; {@link #PRODUCTS} for matrix products
 * @param precision float32 or bf16
 * @param name what the table calls it
 * @param rounds how often
 * @param command the process; its last line is: training images/s, inference images/s, peak MiB
 * @param environment variables added to ours
 */
record Entry(
        String model,
        String precision,
        String name,
        int rounds,
        List<String> command,
        Map<String, String> environment) {

    static final String OURS = "cifar-lab";
    static final String FLOOR = "convolutions alone (oneDNN)";
    static final String PRODUCTS = "products";

    /** Whether it is PyTorch in one of its ways. */
    boolean isPyTorch() {
        return name.startsWith("PyTorch");
    }

    /** Network and precision. */
    String task() {
        return model + " | " + precision;
    }
}
