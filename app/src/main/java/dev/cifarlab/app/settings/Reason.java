package dev.cifarlab.app.settings;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Map;

/** Why reading or writing failed, in words that fit into brackets behind the name of a file. */
public final class Reason {

    private static final Map<Class<?>, String> WORDS = Map.of(
            EOFException.class, "it is cut off",
            NoSuchFileException.class, "No such file or directory",
            AccessDeniedException.class, "Permission denied",
            FileAlreadyExistsException.class, "File exists",
            NotDirectoryException.class, "Not a directory");

    private Reason() {}

    /** What all the others came of. */
    public static Throwable root(Throwable e) {
        return e.getCause() == null || e.getCause() == e ? e : root(e.getCause());
    }

    /** The exceptions of java.nio have only the file's name as their message: their kind says what is wrong. */
    public static String of(Exception e) {
        if (e instanceof UncheckedIOException && e.getCause() instanceof IOException cause) {
            return of(cause);
        }
        String words = WORDS.get(e.getClass());
        if (words != null) {
            return words;
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
