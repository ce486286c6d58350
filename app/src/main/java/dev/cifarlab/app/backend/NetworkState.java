package dev.cifarlab.app.backend;

/**
 * Everything that a training changes in a network.
 *
 * @param iteration steps done
 * @param parameters weights, biases and running statistics in the framework's order
 * @param optimizer the optimizer's moments in the framework's order; empty where it has none
 */
@SuppressWarnings("ArrayRecordComponent") // plain carriers between a network and its file, never compared
public record NetworkState(int iteration, float[] parameters, float[] optimizer) {}
