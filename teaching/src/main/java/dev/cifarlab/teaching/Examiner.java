package dev.cifarlab.teaching;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The process that runs one student's classes: marks on standard output, nothing of what the classes print. */
final class Examiner {

    private Examiner() {}

    /** Folder of classes, seed, seconds for an exercise. */
    public static void main(String[] arguments) throws IOException {
        PrintStream answer = System.out;
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        System.setOut(nowhere);
        System.setErr(nowhere);
        Marker marker = new Marker(Integer.parseInt(arguments[1]), Double.parseDouble(arguments[2]));
        List<Mark> marks = marks(Path.of(arguments[0]), marker);
        answer.println(new ObjectMapper().writeValueAsString(marks));
        answer.flush();
        Runtime.getRuntime().halt(0); // calls that never end are left behind
    }

    /** Marks of all questions. */
    static List<Mark> marks(Path classes, Marker marker) throws IOException {
        List<Mark> marks = new ArrayList<>();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            List<Class<?>> own = new ArrayList<>();
            for (String name : Submission.names(classes)) {
                try {
                    own.add(Class.forName(name, false, loader));
                } catch (ClassNotFoundException | LinkageError e) {
                    throw new IllegalStateException(e);
                }
            }
            for (Subject<?> subject : Subject.ALL) {
                marks.addAll(marks(subject, own, marker));
            }
        }
        return marks;
    }

    private static <S> List<Mark> marks(Subject<S> subject, List<Class<?>> own, Marker marker) {
        String interfaceName = subject.type().getSimpleName();
        List<Class<?>> found = own.stream()
                .filter(type -> subject.type().isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .toList();
        if (found.size() != 1) {
            if (found.isEmpty() && subject.extra()) {
                return List.of();
            }
            String count = found.isEmpty() ? "no class implements " : found.size() + " classes implement ";
            return none(subject, count + interfaceName);
        }
        Constructor<?> constructor;
        try {
            constructor =
                    found.get(0).getDeclaredConstructor(subject.constructor().toArray(new Class<?>[0]));
        } catch (NoSuchMethodException e) {
            String parameters = String.join(
                    ", ",
                    subject.constructor().stream().map(Class::getSimpleName).toList());
            return none(subject, found.get(0).getSimpleName() + " has no constructor (" + parameters + ")");
        }
        constructor.setAccessible(true);
        return marker.marks(subject, arguments -> made(subject.type(), constructor, arguments));
    }

    private static <S> S made(Class<S> type, Constructor<?> constructor, Object... arguments) {
        try {
            return type.cast(constructor.newInstance(arguments));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException own ? own : new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No marks, for this reason. */
    static <S> List<Mark> none(Subject<S> subject, String reason) {
        return subject.exercises().stream()
                .map(exercise -> new Mark(exercise.name(), 0, exercise.points(), reason))
                .toList();
    }
}
