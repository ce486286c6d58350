package dev.cifarlab.app.settings;

/** Where images come from. */
public enum DataSource implements NamedChoice {
    /** The official CIFAR-10 binary files. */
    CIFAR10,
    /** Ten classes of drawn shapes and textures, made on the spot from the seed. */
    SYNTHETIC,
    /** Picture files in train/CLASS/ and test/CLASS/. */
    FOLDER
}
