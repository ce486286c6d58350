package dev.cifarlab.app.onednn;

/** A function of oneDNN failed; the message names the function and oneDNN's reason. */
public final class OneDnnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What {@code dnnl_status_t} says, by its numbers. */
    private static final String[] STATUS = {
        "success",
        "out of memory",
        "invalid arguments",
        "unimplemented",
        "last implementation reached",
        "runtime error",
        "not required"
    };

    private OneDnnException(String message) {
        super(message);
    }

    /** Throws where a function returned anything but success. */
    static void check(int status, String what) {
        if (status != 0) {
            throw new OneDnnException(
                    what + ": " + (status > 0 && status < STATUS.length ? STATUS[status] : "status " + status));
        }
    }
}
