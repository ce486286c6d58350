package dev.cifarlab.spark;

import java.io.Serializable;
import java.util.Map;

/**
 * What a task sends back: the run folder's files by their relative names, or none where the driver sees them itself.
 *
 * @param files content by name
 */
record CellOutcome(Map<String, byte[]> files) implements Serializable {

    private static final long serialVersionUID = 1L;

    static final CellOutcome IN_PLACE = new CellOutcome(Map.of());
}
