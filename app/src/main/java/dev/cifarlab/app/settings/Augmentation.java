package dev.cifarlab.app.settings;

/** How training images are varied. */
public enum Augmentation implements NamedChoice {
    /** Images as they are. */
    NONE,
    /** Mirrored left to right with probability one half. */
    FLIP,
    /** Mirrored, and shifted by up to four pixels each way over a black border. */
    FLIP_CROP
}
