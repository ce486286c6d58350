package dev.cifarlab.benchmarks.gpu;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Prints how far two recordings of {@link RecordGradients} are apart, a line of a Markdown table a layer or network:
 * {@code CompareGradients REFERENCE OTHER}. Exit code 1 where a limit is passed. Errors are relative: the largest
 * difference over the largest value of a tensor, except with ReLU through a whole network, where rounding flips masks
 * and the L2 norm is taken. Limits: layers 1e-4, networks with tanh 1e-3, with ReLU 3e-2.
 */
public final class CompareGradients {

    private final Map<String, Worst> worst = new LinkedHashMap<>();

    private record Worst(String tensor, double error) {}

    private CompareGradients() {}

    /** Takes the two files. */
    public static void main(String[] arguments) throws IOException {
        CompareGradients comparison = new CompareGradients();
        comparison.compare(
                Tensors.read(Path.of(arguments[0])).arrays(),
                Tensors.read(Path.of(arguments[1])).arrays());
        System.exit(comparison.print() ? 0 : 1);
    }

    private void compare(Map<String, float[]> reference, Map<String, float[]> other) {
        if (!reference.keySet().equals(other.keySet())) {
            throw new IllegalArgumentException("the two recordings hold different tensors");
        }
        reference.forEach((name, n) -> {
            String group = name.substring(0, name.indexOf(':'));
            float[] a = Objects.requireNonNull(other.get(name), name);
            double error = group.equals("network relu") ? inL2(a, n) : inMaximum(a, n);
            worst.merge(group, new Worst(name.substring(group.length() + 2), error), CompareGradients::larger);
        });
    }

    private static Worst larger(Worst a, Worst b) {
        return Double.isNaN(a.error) || a.error >= b.error ? a : b;
    }

    private boolean print() {
        boolean all = true;
        System.out.println("| what | worst tensor | relative error | limit | |");
        System.out.println("|---|---|---|---|---|");
        for (Map.Entry<String, Worst> entry : worst.entrySet()) {
            double limit = limit(entry.getKey());
            boolean good = entry.getValue().error < limit;
            all &= good;
            System.out.printf(
                    "| %s | %s | %.1e | %.0e | %s |%n",
                    entry.getKey(), entry.getValue().tensor, entry.getValue().error, limit, good ? "ok" : "TOO FAR");
        }
        return all;
    }

    private static double limit(String group) {
        if (group.startsWith("layer")) {
            return 1e-4;
        }
        return group.equals("network relu") ? 3e-2 : 1e-3;
    }

    private static double inMaximum(float[] a, float[] n) {
        double difference = 0;
        double largest = 1e-8;
        for (int k = 0; k < n.length; k++) {
            difference = Math.max(difference, Math.abs((double) a[k] - n[k]));
            largest = Math.max(largest, Math.abs(n[k]));
        }
        return difference / largest;
    }

    private static double inL2(float[] a, float[] n) {
        double difference = 0;
        double square = 1e-16;
        for (int k = 0; k < n.length; k++) {
            difference += Math.pow((double) a[k] - n[k], 2);
            square += Math.pow(n[k], 2);
        }
        return Math.sqrt(difference / square);
    }
}
