package dev.cifarlab.app.runs;

import java.util.Arrays;

/** How far results of several seeds lie apart. */
public final class Spread {

    private Spread() {}

    /** The sample standard deviation; NaN for fewer than two values. */
    public static double of(double... values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
        return values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }
}
