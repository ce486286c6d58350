package dev.cifarlab.app.search;

/** Told what happens in a search. */
public interface SearchListener {

    /** Before the first cell: epochs that are to be trained if no cell fails. */
    default void searchStarted(int epochsLeft) {}

    /** Before a cell is trained up to {@code lastEpoch}. */
    default void cellStarted(Cell cell, int lastEpoch) {}

    /** After that, whether it has ended or will go on later: epochs still to be trained in the whole search. */
    default void cellTrained(Cell cell, int epochsLeft) {}

    /** Now and then during a cell that is trained out of sight. */
    default void cellProgressed(CellProgress progress) {}

    /** Something is odd, in one sentence; the search goes on. */
    default void warned(String sentence) {}

    /** Whether an engine that trains out of sight is to stop, with checkpoints. */
    default boolean wantsStop() {
        return false;
    }

    /** A cell has ended, and is in the table. */
    default void cellEnded(CellResult result) {}
}
