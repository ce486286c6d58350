package dev.cifarlab.teaching;

/** A Python solution stopped; the message is one line that says why. */
final class SolutionError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SolutionError(String message) {
        super(message);
    }
}
