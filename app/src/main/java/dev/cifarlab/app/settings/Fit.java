package dev.cifarlab.app.settings;

/** How a picture that is no square becomes one. */
public enum Fit implements NamedChoice {
    /** The square in its middle. */
    CROP,
    /** All of it, with background at two sides. */
    PAD,
    /** All of it, made narrower or flatter. */
    SQUASH
}
