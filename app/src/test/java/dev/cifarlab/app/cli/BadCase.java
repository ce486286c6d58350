package dev.cifarlab.app.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that a user may give us, and what is to come of it.
 *
 * @param name what is wrong, in words
 * @param preparation makes it
 * @param exitCode the exit code it should end with
 * @param part what the one line should say
 */
record BadCase(String name, Preparation preparation, int exitCode, String part) {

    /** Makes the bad input in an empty folder. */
    @FunctionalInterface
    interface Preparation {
        /** The command to run on it. */
        List<String> in(Path folder) throws Exception;
    }

    static BadCase failed(String name, String part, Preparation preparation) {
        return new BadCase(name, preparation, 1, part);
    }

    static BadCase usage(String name, String part, Preparation preparation) {
        return new BadCase(name, preparation, 2, part);
    }

    @Override
    public String toString() {
        return name;
    }
}
