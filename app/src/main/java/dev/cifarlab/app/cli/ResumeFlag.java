package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag of commands that train several networks in a folder of their own. */
final class ResumeFlag {

    private static final String IN_OUT = "";

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = IN_OUT,
            order = 102,
            description = "go on with an earlier one by its own settings; without DIR, with that in --out if there is"
                    + " one. Finished trainings are not done again")
    private @Nullable String resume;

    /** The folder to go on with; null for a new one. */
    @Nullable
    Path earlier(@Nullable Path out, String what) {
        if (resume == null) {
            return null;
        }
        if (!resume.equals(IN_OUT)) {
            if (out != null) {
                throw UserException.usage("--resume %s names the folder already; leave --out away", resume);
            }
            return Path.of(resume);
        }
        if (out == null) {
            throw UserException.usage("--resume needs the folder of a %s", what);
        }
        return Files.exists(out) ? out : null;
    }
}
