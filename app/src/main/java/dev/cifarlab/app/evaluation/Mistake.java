package dev.cifarlab.app.evaluation;

/**
 * An image that a network got wrong.
 *
 * @param index of the image in its set
 * @param label the true class
 * @param prediction the class it was taken for
 * @param probability the network's probability of that class, 0 to 1
 */
public record Mistake(int index, int label, int prediction, double probability) {}
