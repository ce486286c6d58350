package dev.cifarlab.teaching;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The compiled classes of one folder. Their loader stays open: classes load others when they run. */
record OwnClasses(List<Class<?>> classes) {

    static OwnClasses of(Path folder) throws IOException {
        URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        List<Class<?>> own = new ArrayList<>();
        for (String name : Submission.names(folder)) {
            try {
                own.add(Class.forName(name, false, loader));
            } catch (ClassNotFoundException | LinkageError e) {
                throw new IllegalStateException(e);
            }
        }
        return new OwnClasses(own);
    }

    /** Those that implement a subject's interface. */
    List<Class<?>> of(Subject<?> subject) {
        return classes.stream()
                .filter(type -> subject.type().isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers()))
                .toList();
    }

    /**
     * Makes objects of the class that implements a subject's interface.
     *
     * @throws IllegalArgumentException saying why there is none
     */
    <S> Maker<S> maker(Subject<S> subject) {
        List<Class<?>> found = of(subject);
        if (found.size() != 1) {
            String count = found.isEmpty() ? "no class implements " : found.size() + " classes implement ";
            throw new IllegalArgumentException(count + subject.type().getSimpleName());
        }
        Constructor<?> constructor;
        try {
            constructor =
                    found.get(0).getDeclaredConstructor(subject.constructor().toArray(new Class<?>[0]));
        } catch (NoSuchMethodException e) {
            String parameters = String.join(
                    ", ",
                    subject.constructor().stream().map(Class::getSimpleName).toList());
            throw new IllegalArgumentException(
                    found.get(0).getSimpleName() + " has no constructor (" + parameters + ")", e);
        }
        constructor.setAccessible(true);
        return arguments -> made(subject.type(), constructor, arguments);
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
}
