package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Program;

/** A program for batches of one size. */
interface Plan extends AutoCloseable {

    /** What runs. */
    Program program();

    @Override
    default void close() {
        program().session().close();
    }
}
