package dev.cifarlab.teaching;

/**
 * Makes a solution: the student's, the right one or a wrong one.
 *
 * @param <S> the interface that it implements
 */
@FunctionalInterface
interface Maker<S> {

    /** With the arguments of the interface's constructor. */
    S make(Object... arguments);
}
