package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.NamedChoice;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Prints a script by which a shell completes commands and flags; keep it in a file, and have the"
                + " shell read that by source when it starts.",
        footer = {"", "Examples:", "  ./cifar-lab completion bash", "  ./cifar-lab completion zsh"})
final class CompletionCommand extends Subcommand {

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private String shell;

    /** Both take the same script: zsh through its bashcompinit, which the script calls. */
    private enum Shell implements NamedChoice {
        BASH,
        ZSH
    }

    @Override
    int run(Console console) {
        NamedChoice.parse(Shell.class, "SHELL", shell);
        console.line("%s", AutoComplete.bash("cifar-lab", Main.commandLine()));
        return 0;
    }
}
