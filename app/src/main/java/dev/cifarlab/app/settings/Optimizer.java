package dev.cifarlab.app.settings;

/** The rule that turns gradients into updates. */
public enum Optimizer implements NamedChoice {
    /** Adam with decoupled weight decay (Kingma and Ba, 2015; Loshchilov and Hutter, 2019). */
    ADAM,
    /** Stochastic gradient descent with Nesterov momentum 0.9; weight decay is added to the gradient. */
    SGD
}
