package dev.cifarlab.layers.math;

import org.apache.commons.math3.random.MersenneTwister;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The numbers of {@code numpy.random.RandomState(seed)}: a Mersenne Twister (Matsumoto and Nishimura, 1998) with
 * NumPy's legacy seeding, and doubles of 53 random bits.
 */
public final class NumpyRandom {

    private static final double TWO_TO_26 = 67108864.0;
    private static final double TWO_TO_53 = 9007199254740992.0;

    private final MersenneTwister twister;

    /**
     * The generator that NumPy makes of the same seed.
     *
     * @param seed 0 to 2147483647; above that commons-math3 seeds differently from NumPy
     * @throws IllegalArgumentException when the seed is negative
     */
    public NumpyRandom(int seed) {
        Checks.atLeast("seed", seed, 0);
        twister = new MersenneTwister(seed);
    }

    /** {@code random_sample()}: the next number in [0, 1). */
    public double nextDouble() {
        int high = twister.nextInt() >>> 5;
        int low = twister.nextInt() >>> 6;
        return (high * TWO_TO_26 + low) / TWO_TO_53;
    }

    /**
     * {@code uniform(low, high, shape)}, filled row by row as NumPy does.
     *
     * @param low a finite number
     * @param high a finite number
     * @param type DOUBLE, or FLOAT for the same numbers rounded
     */
    public INDArray uniform(double low, double high, DataType type, long... shape) {
        Checks.floating(type);
        Checks.finite("low", low);
        Checks.finite("high", high);
        int length = 1;
        for (long size : Checks.present("shape", shape)) {
            Checks.atLeast("shape", size, 1);
            length = Math.multiplyExact(length, Math.toIntExact(size));
        }
        double[] values = new double[length];
        for (int k = 0; k < length; k++) {
            values[k] = low + (high - low) * nextDouble();
        }
        return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
    }
}
