package dev.cifarlab.app.settings;

/** Which images are validated on after each epoch. */
public enum ValidationSource implements NamedChoice {
    /** The test images, as the course does. */
    TEST,
    /** 5,000 (or a tenth) of the training images, held out and balanced over the classes. */
    SPLIT
}
