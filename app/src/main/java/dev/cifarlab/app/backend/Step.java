package dev.cifarlab.app.backend;

/** A part of a network in a program: adds its passes to it. */
interface Step {

    /** Adds the forward pass. */
    Value forward();

    /** Adds the backward pass; the gradient of what {@link #forward} gave is whole by then. */
    void backward();
}
