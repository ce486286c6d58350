package dev.cifarlab.app.search;

import java.util.List;

/** Where and in which order a search's cells are trained. What comes out does not depend on it. */
public interface SearchEngine extends AutoCloseable {

    /**
     * Does all tasks, each by a {@link CellRunner}, and returns when all are done. A task that cannot be done, for a
     * full disk, say, ends the whole with its exception.
     *
     * @param observer is told of every task; calls do not overlap
     */
    void run(List<CellTask> tasks, Observer observer);

    /** Gives back what it holds, for instance its place in a cluster. */
    @Override
    default void close() {}

    /** Told what an engine does. */
    interface Observer {

        /** Before a task. */
        void started(CellTask task);

        /** After a task, when all it left is on disk. */
        void ended(CellTask task);

        /** Now and then, from an engine that trains out of sight. */
        default void progressed(CellProgress progress) {}

        /** Something is odd, in one sentence; the engine goes on. */
        default void warned(String sentence) {}

        /** Asked now and then by such an engine: whether to end by a {@code StoppedException}. */
        default boolean wantsStop() {
            return false;
        }
    }
}
