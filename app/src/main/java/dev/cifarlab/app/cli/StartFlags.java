package dev.cifarlab.app.cli;

import dev.cifarlab.app.settings.ConfigFile;
import dev.cifarlab.app.settings.TrainConfig;
import dev.cifarlab.app.settings.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What commands start from that train several networks in a folder of their own. */
final class StartFlags {

    private static final String IN_OUT = "";

    @Option(names = "--config", paramLabel = "FILE", order = 101, description = "settings in YAML; flags override them")
    private @Nullable Path file;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = IN_OUT,
            order = 102,
            description = "go on with an earlier one by its own settings; without DIR, with that in --out if there is"
                    + " one. Finished trainings are not done again")
    private @Nullable String resume;

    /** The settings that the file gives, or those that stand without one. */
    TrainConfig config(TrainConfig otherwise) {
        return file == null ? otherwise : ConfigFile.read(file, otherwise);
    }

    /** The folder to go on with; null for a new one. */
    @Nullable
    Path earlier(@Nullable Path out, String what) {
        Path earlier = resume == null ? null : named(resume, out, what);
        if (earlier != null && file != null) {
            throw UserException.usage("--resume takes all from the %s's own settings; leave --config away", what);
        }
        return earlier;
    }

    private static @Nullable Path named(String resume, @Nullable Path out, String what) {
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
