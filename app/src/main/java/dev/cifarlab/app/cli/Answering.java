package dev.cifarlab.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A command whose answer programs can read, too, by its schema in {@code docs/schema}. */
abstract class Answering extends Subcommand {

    @Option(
            names = "--json",
            order = 200,
            description = "answer by one JSON document (docs/schema); all else goes to standard error")
    private boolean json;

    @Override
    Console console(CommandLine command) {
        return new Console(command, json);
    }
}
