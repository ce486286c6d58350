package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.Variables;

/** The launcher's question before it starts Spark, which ends in a stack trace where it finds no address of its own. */
public final class AddressCheck {

    private AddressCheck() {}

    /** Ends with exit code 0, or prints one sentence and ends with 2. */
    public static void main(String[] arguments) {
        try {
            Variables.checkAddress(System.getenv());
        } catch (UserException e) {
            System.err.println("cifar-lab: " + e.getMessage());
            System.exit(e.exitCode());
        }
    }
}
