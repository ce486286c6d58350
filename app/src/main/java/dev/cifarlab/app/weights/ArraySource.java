package dev.cifarlab.app.weights;

import java.util.List;
import java.util.Map;

/** Arrays of numbers by name, each in rows, the last index fastest. */
public interface ArraySource {

    /** What it is called in messages: a file, or a run. */
    String place();

    /** The sizes of each array by name, in order. */
    Map<String, List<Long>> shapes();

    /** What is written beside them, by key. */
    Map<String, String> metadata();

    /**
     * The values of one array in single precision.
     *
     * @throws dev.cifarlab.app.settings.UserException when they cannot be read, or are no numbers with a fraction
     */
    float[] values(String name);
}
