package dev.cifarlab.app.onednn;

/** What oneDNN's functions return. */
final class Status {

    private static final String[] NAMES = {
        "success",
        "out of memory",
        "invalid arguments",
        "unimplemented",
        "last implementation reached",
        "runtime error",
        "not required"
    };

    private Status() {}

    /** Throws where a function failed. */
    static void check(int status, String what) {
        if (status != 0) {
            String name = status > 0 && status < NAMES.length ? NAMES[status] : "status " + status;
            throw new OneDnnException(what + ": " + name);
        }
    }
}
