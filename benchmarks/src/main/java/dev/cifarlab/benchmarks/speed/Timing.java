package dev.cifarlab.benchmarks.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Images/s of training and of inference, and the peak of resident memory in training. */
public final class Timing {

    private Timing() {}

    /** Trains and asks a contestant with so many batches, after as many; prints both speeds, and the peak in MiB. */
    public static void print(Contestant contestant, int batch, int steps) throws IOException {
        double training = batch / seconds(contestant::train, steps);
        long peak = peak();
        double inference = batch / seconds(contestant::infer, steps);
        System.out.printf(Locale.ROOT, "%.1f %.1f %d%n", training, inference, peak);
    }

    /** Mean of so many steps, after as many. */
    static double seconds(Runnable step, int steps) {
        repeat(step, steps);
        long start = System.nanoTime();
        repeat(step, steps);
        return (System.nanoTime() - start) / 1e9 / steps;
    }

    private static void repeat(Runnable step, int times) {
        for (int k = 0; k < times; k++) {
            step.run();
        }
    }

    /** The highest resident memory so far, in MiB. */
    static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }
}
