package dev.cifarlab.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/** How long forward plus backward passes take. */
public final class PassTimes {

    private static final int WARM_UP = 3;

    private PassTimes() {}

    /** Prints the median milliseconds of a pass, and the mean of its processor time. */
    public static void print(Runnable pass, int steps) {
        double[] times = new double[steps];
        long before = 0;
        for (int k = -WARM_UP; k < steps; k++) {
            before = k == 0 ? processorTime() : before;
            long start = System.nanoTime();
            pass.run();
            times[Math.max(k, 0)] = (System.nanoTime() - start) / 1e6;
        }
        double processor = (processorTime() - before) / 1e6 / steps;
        Arrays.sort(times);
        System.out.printf(Locale.ROOT, "%.1f %.1f%n", times[steps / 2], processor);
    }

    private static long processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
}
