package dev.cifarlab.app.backend;

/** A number in a step of training is NaN or infinite; the message says which. The weights are as before the step. */
public final class NonFiniteException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean inInput;

    private NonFiniteException(String what, boolean inInput) {
        super(what);
        this.inInput = inInput;
    }

    /** In the images that came in. */
    static NonFiniteException ofInput() {
        return new NonFiniteException("the batch's images", true);
    }

    /** In what a part of the network made of them, in words. */
    static NonFiniteException in(String what) {
        return new NonFiniteException(what, false);
    }

    /** Whether the network is not to blame. */
    public boolean inInput() {
        return inInput;
    }
}
