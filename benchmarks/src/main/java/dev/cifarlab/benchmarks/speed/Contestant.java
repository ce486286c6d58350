package dev.cifarlab.benchmarks.speed;

/** A network that can be trained and asked. */
public interface Contestant {

    /** A step of training with one batch. */
    void train();

    /** The answers to one batch. */
    void infer();
}
