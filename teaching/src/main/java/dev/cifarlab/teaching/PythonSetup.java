package dev.cifarlab.teaching;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.YamlFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How Python files are run.
 *
 * @param pythons commands, the first of which that has NumPy is taken
 * @param names students' names for the notebook's; {@code NN.forward} is before {@code forward}
 */
record PythonSetup(List<String> pythons, Map<String, String> names) {

    private static final Set<String> CLASSES =
            Set.copyOf(Subject.ALL.stream().map(Subject::notebook).toList());

    private static final Set<String> MEMBERS = Set.of(
            "dims",
            "activation",
            "epsilon",
            "lr",
            "seed",
            "weights",
            "initialize_weights",
            "softmax",
            "forward",
            "loss",
            "backward",
            "update",
            "filter_size",
            "stride",
            "n_units",
            "x",
            "out",
            "channels",
            "statistics",
            "inputs",
            "hidden",
            "outputs");

    /**
     * From the flags.
     *
     * @param python the command; null: PYTHON in the environment, else python3
     * @param names a file of {@code notebook's name: student's name}; null: the notebook's
     */
    static PythonSetup of(@Nullable String python, @Nullable Path names) {
        String named = python != null ? python : System.getenv("PYTHON");
        List<String> pythons = named != null ? List.of(named) : List.of("python3", "/usr/bin/python3");
        return new PythonSetup(pythons, names == null ? Map.of() : checked(names));
    }

    private static Map<String, String> checked(Path file) {
        Map<String, String> names = YamlFile.read(file);
        for (String name : names.keySet()) {
            String[] parts = name.split("\\.", 2);
            boolean known = parts.length == 1
                    ? CLASSES.contains(name) || MEMBERS.contains(name)
                    : CLASSES.contains(parts[0]) && MEMBERS.contains(parts[1]);
            if (!known) {
                throw UserException.usage(
                        "%s: '%s' is not a name of the notebook; choose from %s, with or without a class and a dot,"
                                + " or %s",
                        file,
                        name,
                        String.join(", ", MEMBERS.stream().sorted().toList()),
                        String.join(", ", CLASSES.stream().sorted().toList()));
            }
        }
        return names;
    }
}
