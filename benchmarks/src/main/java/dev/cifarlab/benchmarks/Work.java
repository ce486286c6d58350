package dev.cifarlab.benchmarks;

/** One forward and backward pass, or one step of training, by one implementation. */
public interface Work extends AutoCloseable {

    /** Does it once; what is returned keeps it from being optimised away. */
    Object once();

    @Override
    default void close() {}
}
