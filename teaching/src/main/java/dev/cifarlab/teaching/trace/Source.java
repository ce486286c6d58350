package dev.cifarlab.teaching.trace;

/**
 * A number that another came from.
 *
 * @param array its array's name
 * @param index its place there in reading order
 * @param moves whether the other number moves when this one moves a little; if not, this one is multiplied by 0 or lost
 *     a comparison
 */
record Source(String array, int index, boolean moves) {}
