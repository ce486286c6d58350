package dev.cifarlab.teaching;

import dev.cifarlab.app.settings.UserException;
import dev.cifarlab.app.settings.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A course's own marks and wrong versions: a folder with {@value #FILE} and the Java files that it names.
 *
 * @param folder the folder
 * @param seed decides the hidden inputs; null: as without a course
 * @param points marks at most of some exercises
 * @param messages of wrong versions, by their file
 */
record Course(Path folder, @Nullable Integer seed, Map<String, Integer> points, Map<String, String> messages) {

    static final String FILE = "course.yaml";

    /**
     * Reads {@value #FILE}.
     *
     * @throws UserException naming what it cannot use
     */
    static Course read(Path folder) {
        Path file = folder.resolve(FILE);
        Set<String> exercises = Subject.ALL.stream()
                .flatMap(subject -> subject.exercises().stream())
                .map(Exercise::name)
                .collect(Collectors.toSet());
        Integer seed = null;
        Map<String, Integer> points = new LinkedHashMap<>();
        Map<String, String> messages = new LinkedHashMap<>();
        for (Map.Entry<String, String> entry : YamlFile.read(file).entrySet()) {
            String key = entry.getKey();
            if (key.equals("seed")) {
                seed = whole(file, key, entry.getValue());
            } else if (exercises.contains(key)) {
                points.put(key, whole(file, key, entry.getValue()));
            } else if (key.endsWith(".java") && Files.isRegularFile(folder.resolve(key))) {
                messages.put(key, entry.getValue());
            } else {
                throw UserException.usage(
                        "%s: '%s' is neither seed, nor an exercise's name in the table, nor a Java file in %s",
                        file, key, folder);
            }
        }
        return new Course(folder, seed, points, messages);
    }

    private static int whole(Path file, String key, String text) {
        if (!text.matches("[0-9]{1,6}")) {
            throw UserException.usage("%s: %s: '%s' is not a whole number from 0 on", file, key, text);
        }
        return Integer.parseInt(text);
    }

    /** Compiles the wrong versions, each into a folder of its own. */
    void compile(Path classes) throws IOException {
        for (String name : messages.keySet()) {
            Path file = folder.resolve(name);
            new Submission(List.of(file))
                    .compile(Files.createDirectories(classes.resolve(name)))
                    .ifPresent(reason -> {
                        throw UserException.usage("%s: %s", file, reason);
                    });
        }
    }

    /** Subjects with this course's marks and, first, its wrong versions. */
    List<Subject<?>> subjects(Path classes) throws IOException {
        Map<String, OwnClasses> versions = new LinkedHashMap<>();
        for (String name : messages.keySet()) {
            OwnClasses own = OwnClasses.of(classes.resolve(name));
            if (Subject.ALL.stream().allMatch(subject -> own.of(subject).isEmpty())) {
                throw UserException.usage("%s: none of its classes implements an interface", folder.resolve(name));
            }
            versions.put(name, own);
        }
        List<Subject<?>> subjects = new ArrayList<>();
        for (Subject<?> subject : Subject.ALL) {
            subjects.add(with(subject, versions));
        }
        return subjects;
    }

    private <S> Subject<S> with(Subject<S> subject, Map<String, OwnClasses> versions) {
        List<Mistake<S>> mistakes = new ArrayList<>();
        versions.forEach((name, own) -> {
            if (!own.of(subject).isEmpty()) {
                mistakes.add(Mistake.of("" + messages.get(name), own.maker(subject)));
            }
        });
        mistakes.addAll(subject.mistakes());
        return subject.with(
                mistakes,
                subject.exercises().stream()
                        .map(exercise -> exercise.worth(points.get(exercise.name())))
                        .toList());
    }
}
