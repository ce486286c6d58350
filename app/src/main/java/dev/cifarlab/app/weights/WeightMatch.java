package dev.cifarlab.app.weights;

import dev.cifarlab.app.backend.Network;
import dev.cifarlab.app.backend.Parameter;
import dev.cifarlab.app.backend.Parameter.Role;
import dev.cifarlab.app.net.Net;
import dev.cifarlab.app.settings.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which arrays of a source are which parameters of a network: by the convention that most of them are named by, behind
 * whatever prefix all of them share.
 *
 * @param source where the arrays are
 * @param names the convention
 * @param found the network's parameters that are there, with their names there
 * @param missing the names of those that are not, or are for other classes
 * @param leftOver names of arrays that the network has no use for
 * @param otherClasses the number of classes of the source's last layer where the network has another, else 0
 */
public record WeightMatch(
        ArraySource source,
        WeightNames names,
        Map<Parameter, String> found,
        List<String> missing,
        List<String> leftOver,
        long otherClasses) {

    private static final int LISTED = 4;
    private static final String COUNTER = "num_batches_tracked"; // of PyTorch's batch normalisation

    /**
     * Finds a network's parameters.
     *
     * @throws UserException when none is there, or one has another shape; the last layer may be for other classes
     */
    public static WeightMatch of(ArraySource source, Net net) {
        List<String> prefixes =
                Stream.of("", sharedPrefix(source.shapes().keySet())).distinct().toList();
        WeightMatch best = Arrays.stream(WeightNames.values())
                .flatMap(names -> prefixes.stream().map(prefix -> of(source, net, names, prefix)))
                .max(Comparator.comparingInt((WeightMatch match) -> match.found.size()))
                .orElseThrow();
        if (best.found.isEmpty()) {
            throw UserException.failed(
                    "%s: none of its %d arrays is named as one of this network's (%s); it has %s",
                    source.place(), source.shapes().size(), listed(best.missing), listed(best.leftOver));
        }
        return best.withFittingHead().requireShapes();
    }

    private static WeightMatch of(ArraySource source, Net net, WeightNames names, String prefix) {
        Map<Parameter, String> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        List<String> leftOver = new ArrayList<>(source.shapes().keySet());
        for (Parameter parameter : Parameter.of(net)) {
            String name = prefix + names.of(parameter);
            if (leftOver.remove(name)) {
                found.put(parameter, name);
            } else {
                missing.add(name);
            }
        }
        leftOver.removeIf(name -> name.endsWith("." + COUNTER));
        return new WeightMatch(source, names, found, missing, leftOver, 0);
    }

    /** As wrappers put it before all names, for instance {@code module.}. */
    private static String sharedPrefix(Set<String> names) {
        String shared = names.stream().findFirst().orElse("");
        for (String name : names) {
            while (!name.startsWith(shared)) {
                shared = shared.substring(0, shared.length() - 1);
            }
        }
        return shared.substring(0, shared.lastIndexOf('.') + 1);
    }

    /** Without the last layer where that is for another number of classes. */
    private WeightMatch withFittingHead() {
        List<Parameter> head = found.keySet().stream()
                .filter(parameter -> parameter.node().name().equals(Net.OUTPUT))
                .toList();
        long there = head.isEmpty() ? 0 : classes(head.get(0));
        boolean onlyClassesDiffer = head.size() == 2
                && head.stream().allMatch(parameter -> classes(parameter) == there && restFits(parameter));
        if (!onlyClassesDiffer || there == head.get(0).shape().get(0)) {
            return this;
        }
        Map<Parameter, String> rest = new LinkedHashMap<>(found);
        head.forEach(rest::remove);
        return new WeightMatch(source, names, rest, missing, leftOver, there);
    }

    private long classes(Parameter parameter) {
        List<Long> shape = shape(parameter);
        return shape.isEmpty() ? 0 : shape.get(0);
    }

    private boolean restFits(Parameter parameter) {
        List<Long> shape = shape(parameter);
        return shape.size() == parameter.shape().size()
                && shape.subList(1, shape.size()).equals(parameter.shape().subList(1, shape.size()));
    }

    private List<Long> shape(Parameter parameter) {
        String name = Objects.requireNonNull(found.get(parameter));
        return Objects.requireNonNull(source.shapes().get(name), name);
    }

    private WeightMatch requireShapes() {
        found.forEach((parameter, name) -> {
            if (!shape(parameter).equals(parameter.shape())) {
                throw UserException.failed(
                        "%s: %s is %s, this network's is %s; give the weights of the same network and --stem",
                        source.place(), name, ArrayBytes.text(shape(parameter)), ArrayBytes.text(parameter.shape()));
            }
        });
        return this;
    }

    /**
     * Refuses to go on with weights of which any are missing, left over or for other classes: what they would say is
     * not what their owner trained.
     */
    public WeightMatch requireAll() {
        differences().ifPresent(words -> {
            throw UserException.failed("%s: not the weights of this network (%s)", source.place(), words);
        });
        return this;
    }

    /** What does not fit, in one line; empty where all does. */
    public Optional<String> differences() {
        List<String> words = new ArrayList<>();
        if (!missing.isEmpty()) {
            words.add("missing: " + listed(missing));
        }
        if (!leftOver.isEmpty()) {
            words.add("left over: " + listed(leftOver));
        }
        if (otherClasses > 0) {
            words.add("the last layer is for " + otherClasses + " classes");
        }
        return words.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", words));
    }

    private static String listed(List<String> names) {
        String first = names.stream().limit(LISTED).collect(Collectors.joining(", "));
        int more = names.size() - LISTED;
        return names.isEmpty() ? "none" : more > 0 ? first + " and " + more + " more" : first;
    }

    /**
     * Reads all that was found into a network.
     *
     * @throws UserException when a number is NaN or infinite, or a variance is below 0; the network is as before
     */
    public void into(Network network) {
        Map<Parameter, float[]> values = new LinkedHashMap<>();
        found.forEach((parameter, name) -> values.put(parameter, checked(parameter, name)));
        network.set(values);
    }

    /** Reads all that was found, and refuses as {@link #into} does. */
    public void requireNumbers() {
        found.forEach(this::checked);
    }

    private float[] checked(Parameter parameter, String name) {
        float[] values = source.values(name);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw UserException.failed(
                        "%s: %s holds numbers that are NaN or infinite; nothing can be computed with them",
                        source.place(), name);
            }
            if (parameter.role() == Role.RUNNING_VAR && value < 0) {
                throw UserException.failed("%s: %s holds variances below 0; the file is damaged", source.place(), name);
            }
        }
        return values;
    }
}
