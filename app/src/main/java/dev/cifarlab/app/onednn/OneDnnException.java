package dev.cifarlab.app.onednn;

/** A function of oneDNN failed; the message names the function and oneDNN's reason. */
public final class OneDnnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    OneDnnException(String message) {
        super(message);
    }
}
