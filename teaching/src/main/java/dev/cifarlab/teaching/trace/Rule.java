package dev.cifarlab.teaching.trace;

/**
 * What a kind of layer computes, in words and number by number. Arrays have the layers' names for them: {@code x},
 * {@code W}, {@code b} and {@code out}, the gradient {@code dOut}, and {@code dX}, {@code dW} and {@code db}.
 */
interface Rule {

    /** The formula of an array that the layer computes, with {@code $x} for the array {@code x}. */
    String formula(String role);

    /** Adds the numbers that the one at a place of such an array came from. */
    void sources(String role, long[] place, Sources sources);
}
