package dev.cifarlab.app.settings;

/** How much an image of each class counts in the loss. */
public enum ClassWeights implements NamedChoice {
    /** As much as any other. */
    NONE,
    /** The less, the more training images its class has, so that all classes together count alike. */
    BALANCED
}
