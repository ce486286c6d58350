package dev.cifarlab.app.training;

import java.nio.file.Path;

/** A checkpoint that is not whole; another one may do. */
final class DamagedException extends Exception {

    private static final long serialVersionUID = 1L;

    DamagedException(Path file, String why, Throwable cause) {
        super(file + ": not a whole checkpoint (" + why + ")", cause);
    }
}
