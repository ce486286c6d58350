package dev.cifarlab.app.cli;

import picocli.CommandLine;

/** Entry point of the application. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code: 0, 1 for a failed run, 2 for wrong usage, 130 or 143
     * for one that SIGINT or SIGTERM ended.
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        StopSignal.install();
        int exitCode = commandLine().execute(args);
        StopSignal.commandEnded();
        System.exit(exitCode);
    }

    /** The commands, as tests run them. */
    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new CifarLab());
        commandLine.setParameterExceptionHandler(Errors::wrongUsage);
        commandLine.setExecutionExceptionHandler(Errors::failed);
        commandLine.setUsageHelpAutoWidth(true);
        return commandLine;
    }
}
