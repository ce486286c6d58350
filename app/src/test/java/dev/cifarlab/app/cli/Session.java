package dev.cifarlab.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One command as a user types it, without ending the process.
 *
 * @param exitCode the process's exit code
 * @param out standard output
 * @param err standard error
 */
record Session(int exitCode, String out, String err) {

    static Session of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine(arguments).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int exitCode = command.execute(arguments);
        return new Session(exitCode, out.toString(), err.toString());
    }
}
