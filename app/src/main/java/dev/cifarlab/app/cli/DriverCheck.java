package dev.cifarlab.app.cli;

import dev.cifarlab.app.device.Backend;
import dev.cifarlab.app.device.Driver;
import dev.cifarlab.app.device.DriverRule;

/**
 * The launcher's question before it builds or downloads anything: {@code DriverCheck cuda} ends with exit code 0, or
 * prints one sentence and ends with 1.
 */
public final class DriverCheck {

    private DriverCheck() {}

    /** Takes the name of a backend, as the launcher has it. */
    public static void main(String[] arguments) {
        String refusal = DriverRule.refusal(Backend.of(arguments[0]), Driver.look());
        if (!refusal.isEmpty()) {
            System.err.println("cifar-lab: " + refusal);
            System.exit(1);
        }
    }
}
