package dev.cifarlab.teaching;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Marks of one exercise, in Gradescope's form.
 *
 * @param name of the exercise
 * @param score marks given
 * @param maxScore marks at most
 * @param output what is told to the student; empty where all is right
 */
record Mark(
        String name,
        double score,
        @JsonProperty("max_score") double maxScore,
        String output) {

    /** What the names of exercises beyond the assignment begin with. */
    static final String EXTRA = "extra: ";
}
