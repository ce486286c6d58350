package dev.cifarlab.app.search;

import dev.cifarlab.app.settings.NamedChoice;

/** How a cell's training ended. */
public enum CellStatus implements NamedChoice {
    /** All epochs are done. */
    FINISHED,
    /** Something in it became NaN or infinite; it is not tried again. */
    FAILED,
    /** Something outside of the training failed again and again; it is tried again when the search is gone on with. */
    ABANDONED,
    /** Left behind by successive halving before its last epoch. */
    STOPPED
}
