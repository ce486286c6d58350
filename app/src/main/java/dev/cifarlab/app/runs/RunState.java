package dev.cifarlab.app.runs;

import dev.cifarlab.app.settings.NamedChoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * How a training stands, as its last process left it: the file {@code state.json} of a run folder. After a process was
 * killed it still says that it runs.
 *
 * @param phase the state in a word
 * @param why a sentence on how it came to that; may be empty
 */
public record RunState(Phase phase, String why) {

    private static final String FILE = "state.json";

    /** The states. */
    public enum Phase implements NamedChoice {
        /** Nothing was begun. */
        WAITING,
        RUNNING,
        /** All epochs are done, or it ended early by its settings. */
        ENDED,
        /** It can be gone on with. */
        STOPPED,
        FAILED
    }

    /** That of a run; of one of version 0.3 or before, by its epochs. */
    public static RunState of(RunFolder run) {
        Path file = run.file(FILE);
        if (!Files.isRegularFile(run.file("config.yaml"))) {
            return new RunState(Phase.WAITING, "");
        }
        if (!Files.isRegularFile(file)) {
            return new RunState(RunScores.isOver(run) ? Phase.ENDED : Phase.STOPPED, "");
        }
        Map<String, Object> entries = JsonFile.read(file);
        return new RunState(
                NamedChoice.parse(Phase.class, file + ": state", String.valueOf(entries.get("state"))),
                String.valueOf(entries.getOrDefault("why", "")));
    }

    /** Records it. */
    public void write(RunFolder run) {
        JsonFile.write(run.file(FILE), Map.of("state", phase.label(), "why", why));
    }
}
