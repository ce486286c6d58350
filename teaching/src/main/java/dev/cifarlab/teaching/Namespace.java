package dev.cifarlab.teaching;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A network namespace without a network, which Linux may let a process have without privileges (unshare(1)). */
final class Namespace {

    private static final List<String> UNSHARE = List.of("unshare", "--user", "--map-current-user", "--net");

    /** Whether it can be had here. */
    static final boolean HERE = runs(command(UNSHARE, List.of("true")));

    private Namespace() {}

    /** A command within it, where it can be had. */
    static List<String> of(List<String> command) {
        return HERE ? command(UNSHARE, command) : command;
    }

    private static List<String> command(List<String> before, List<String> command) {
        List<String> all = new ArrayList<>(before);
        all.addAll(command);
        return all;
    }

    private static boolean runs(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
