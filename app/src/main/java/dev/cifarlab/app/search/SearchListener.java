package dev.cifarlab.app.search;

import dev.cifarlab.app.training.TrainingListener;
import java.util.List;

/** Told what happens in a search; calls do not overlap. */
public interface SearchListener {

    /** Before the first cell: epochs that are to be trained if no cell fails. */
    default void searchStarted(int epochsLeft) {}

    /** Before a cell is trained up to {@code lastEpoch}. */
    default void cellStarted(Cell cell, int lastEpoch) {}

    /** Who is told of the trainings in this process. */
    default TrainingListener training() {
        return new TrainingListener() {};
    }

    /** Now and then during a cell that is trained elsewhere. */
    default void cellProgressed(CellProgress progress) {}

    /** After a training, whether the cell has ended or will go on later: epochs left in the whole search. */
    default void cellTrained(Cell cell, int epochsLeft) {}

    /** A cell has ended, and is in the table. */
    default void cellEnded(CellResult result) {}

    /** All cells have ended. */
    default void searchEnded(List<CellResult> results) {}

    /** Asked now and then where cells are trained elsewhere: whether to stop, with checkpoints. */
    default boolean wantsStop() {
        return false;
    }

    /** A line for people. */
    default void told(String line) {}

    /** Something is odd, in one sentence; the search goes on. */
    default void warned(String sentence) {}
}
