package dev.cifarlab.app.settings;

/** The rule that turns gradients into updates. */
public enum Optimizer implements NamedChoice {
    /** Adam as Deeplearning4j has it (Kingma and Ba, 2015); weight decay is decoupled. */
    ADAM,
    /** Adam with decoupled weight decay (Loshchilov and Hutter, 2019), epsilon where PyTorch adds it. */
    ADAMW,
    /** Stochastic gradient descent with momentum, as PyTorch has it; weight decay is added to the gradient. */
    SGD,
    /** What {@code sgd} was up to version 0.2: Nesterov momentum 0.9 with the learning rate inside the velocity. */
    SGD_OF_0_2
}
