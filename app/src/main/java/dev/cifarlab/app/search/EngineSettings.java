package dev.cifarlab.app.search;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of a cluster.
 *
 * @param master where it is, for instance {@code spark://host:7077}; null to take what the cluster's own tools say
 * @param cellCores cores for each cell, at least 1
 * @param userInterface whether the cluster's page for this search is served
 * @param others further settings by the cluster's own names; they win
 */
public record EngineSettings(
        @Nullable String master, int cellCores, boolean userInterface, Map<String, String> others) {

    /** Copies the map. */
    public EngineSettings {
        others = Map.copyOf(others);
    }
}
