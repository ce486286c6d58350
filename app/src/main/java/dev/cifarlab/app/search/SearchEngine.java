package dev.cifarlab.app.search;

import java.util.List;

/** Where and in which order a search's cells are trained. What comes out does not depend on it. */
public interface SearchEngine {

    /**
     * Does all tasks, each by a {@link CellRunner}, and returns when all are done. A task that cannot be done, for a
     * full disk, say, ends the whole with its exception.
     *
     * @param observer is told of every task; calls do not overlap
     */
    void run(List<CellTask> tasks, Observer observer);

    /** Told what an engine does. */
    interface Observer {

        /** Before a task. */
        void started(CellTask task);

        /** After a task, when all it left is on disk. */
        void ended(CellTask task);
    }
}
