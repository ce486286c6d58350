package dev.cifarlab.app.backend;

import java.nio.FloatBuffer;

/** The gradients of one parameter, in pieces that are computed when the optimizer comes to them. */
interface GradientPieces {

    /** How many numbers each piece has; the last may have fewer. */
    int piece();

    /**
     * Computes a piece on the calling thread.
     *
     * @param index which one, from 0
     * @param thread which of the threads that share the work, from 0
     * @return sums over the batch, in the order of the parameter's memory; valid until the thread's next piece
     */
    FloatBuffer compute(int index, int thread);
}
