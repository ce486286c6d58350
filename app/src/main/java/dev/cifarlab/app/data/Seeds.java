package dev.cifarlab.app.data;

import org.apache.commons.math3.random.MersenneTwister;

/** Random generators that depend on given numbers alone: the run's seed and, say, the epoch. */
final class Seeds {

    /** What a generator is for, so that one use of a seed does not repeat the numbers of another. */
    static final long ORDER = 1;

    static final long AUGMENTATION = 2;
    static final long SAMPLE = 3;
    static final long HOLD_OUT = 4;
    static final long SYNTHETIC_TRAINING = 5;
    static final long SYNTHETIC_VALIDATION = 6;

    static final long FLIPS = 7;
    static final long MIXING = 8;

    /** Which sample, behind {@link #SAMPLE}: numbers that must not change, as the images drawn depend on them. */
    static final long TRAIN_SAMPLE = 19;

    static final long TEST_SAMPLE = 20;

    private Seeds() {}

    /** A fresh generator for a seed and what it is for. */
    static MersenneTwister generator(long seed, long... purpose) {
        int[] key = new int[2 * (purpose.length + 1)];
        put(key, 0, seed);
        for (int k = 0; k < purpose.length; k++) {
            put(key, 2 * (k + 1), purpose[k]);
        }
        return new MersenneTwister(key);
    }

    private static void put(int[] key, int index, long value) {
        key[index] = (int) value;
        key[index + 1] = (int) (value >>> 32);
    }

    /** The numbers 0 to {@code count - 1} in random order (Fisher and Yates). */
    static int[] permutation(int count, MersenneTwister generator) {
        int[] order = new int[count];
        for (int k = 0; k < count; k++) {
            int other = generator.nextInt(k + 1);
            order[k] = order[other];
            order[other] = k;
        }
        return order;
    }
}
