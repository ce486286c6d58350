package dev.cifarlab.app.data;

/** What a random generator is for, so that one use of a seed does not repeat the numbers of another. */
final class Purpose {

    static final long ORDER = 1;
    static final long AUGMENTATION = 2;
    static final long SAMPLE = 3;
    static final long HOLD_OUT = 4;
    static final long SYNTHETIC_TRAINING = 5;
    static final long SYNTHETIC_VALIDATION = 6;

    /** Which sample, behind {@link #SAMPLE}: numbers that must not change, as the images drawn depend on them. */
    static final long TRAIN_SAMPLE = 19;

    static final long TEST_SAMPLE = 20;

    private Purpose() {}
}
