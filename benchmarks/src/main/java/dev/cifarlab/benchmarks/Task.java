package dev.cifarlab.benchmarks;

/** What is measured. */
public enum Task {
    /** Question 2's convolution: 128 images of one channel, 32x32, to 64 filters 3x3. */
    CONVOLUTION_128X1(128, 1, 32),
    /** A convolution of 32 images of 64 channels, 32x32, to 64 filters 3x3. */
    CONVOLUTION_32X64(32, 64, 32),
    /** Max-pooling 2x2 of the first convolution's output. */
    POOLING_128X64(128, 64, 30),
    /** Max-pooling 2x2 of the second convolution's output. */
    POOLING_32X64(32, 64, 30),
    /** A step of 784-128-64-10 with relu on 128 examples: forward, backward, update. */
    MLP(128, 784, 1);

    /** Filters of a convolution. */
    static final int UNITS = 64;

    private final int examples;
    private final int channels;
    private final int side;

    Task(int examples, int channels, int side) {
        this.examples = examples;
        this.channels = channels;
        this.side = side;
    }

    boolean isConvolution() {
        return this == CONVOLUTION_128X1 || this == CONVOLUTION_32X64;
    }

    int channels() {
        return channels;
    }

    int side() {
        return side;
    }

    /** Shape of the input. */
    long[] input() {
        return this == MLP ? new long[] {examples, channels} : new long[] {examples, channels, side, side};
    }

    /** Shape of the output. */
    long[] output() {
        if (this == MLP) {
            return new long[] {examples, 10};
        }
        int outSide = isConvolution() ? side - 2 : side / 2;
        return new long[] {examples, isConvolution() ? UNITS : channels, outSide, outSide};
    }
}
