package dev.cifarlab.app.settings;

/** What becomes of pictures that cannot be read. */
public enum BadPictures implements NamedChoice {
    /** The data are refused, and all of them are named. */
    REFUSE,
    /** They are left out, counted, and listed in the run folder. */
    SKIP
}
