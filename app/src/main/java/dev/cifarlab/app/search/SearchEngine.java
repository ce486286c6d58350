package dev.cifarlab.app.search;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Where and in which order a search's cells are trained. What comes out does not depend on it. */
public interface SearchEngine extends AutoCloseable {

    /**
     * Does all tasks by {@link CellTask#run}, and returns when all are done. A task that cannot be done, for a full
     * disk, say, ends the whole with its exception.
     *
     * @param listener is told when a task starts, and by an engine that trains out of sight how it goes on; asked now
     *     and then by such an engine whether to end by a {@code StoppedException}. Calls do not overlap, here and below
     * @param done is told after a task, when all it left is on disk
     */
    void run(List<CellTask> tasks, SearchListener listener, Consumer<CellTask> done);

    /** Gives back what it holds, for instance its place in a cluster. */
    @Override
    default void close() {}

    /** Makes engines that are no part of the app itself; found on the class path by {@link java.util.ServiceLoader}. */
    interface Provider {

        /** The name that users give, for instance {@code spark}. */
        String name();

        /**
         * An engine for one search.
         *
         * @throws dev.cifarlab.app.settings.UserException when the settings cannot work
         */
        SearchEngine open(SearchFolder folder, Settings settings);
    }

    /**
     * What a user says of a cluster.
     *
     * @param master where it is, for instance {@code spark://host:7077}; null to take what the cluster's own tools say
     * @param cellCores cores for each cell, at least 1
     * @param userInterface whether the cluster's page for this search is served
     * @param others further settings by the cluster's own names; they win
     */
    record Settings(@Nullable String master, int cellCores, boolean userInterface, Map<String, String> others) {

        /** Copies the map. */
        public Settings {
            others = Map.copyOf(others);
        }
    }
}
