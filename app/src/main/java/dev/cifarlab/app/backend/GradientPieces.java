package dev.cifarlab.app.backend;

import java.nio.FloatBuffer;

/**
 * The gradients of one parameter, in pieces that are computed when the optimizer comes to them.
 *
 * @param piece how many numbers each has; the last may have fewer
 * @param threads how many threads may compute them at a time
 * @param computation computes one
 */
record GradientPieces(int piece, int threads, Computation computation) {

    /** Computes a piece on the calling thread. */
    @FunctionalInterface
    interface Computation {

        /**
         * Computes it.
         *
         * @param index which one, from 0
         * @param thread which of the threads that share the work, from 0
         * @return sums over the batch, in the order of the parameter's memory; valid until the thread's next piece
         */
        FloatBuffer of(int index, int thread);
    }
}
