package dev.cifarlab.app.figures;

/**
 * A picture of a run, as pages show it.
 *
 * @param file the picture's name in the folder {@code figures} of the run
 * @param caption what it shows: layer, indices, units
 */
public record Figure(String file, String caption) {}
