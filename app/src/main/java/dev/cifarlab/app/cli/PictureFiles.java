package dev.cifarlab.app.cli;

import dev.cifarlab.app.data.Pictures;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pictures that were named, and those of folders that were. */
final class PictureFiles {

    private PictureFiles() {}

    /**
     * All files, those of a folder and its sub-folders in alphabetical order without hidden ones.
     *
     * @throws UserException when one is not there, or a folder has none
     */
    static List<Path> of(List<Path> named) {
        return named.stream().flatMap(PictureFiles::of).toList();
    }

    private static Stream<Path> of(Path place) {
        if (!Files.isDirectory(place)) {
            Pictures.requireFile(place);
            return Stream.of(place);
        }
        try (Stream<Path> all = Files.walk(place, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = all.filter(Files::isRegularFile)
                    .filter(file -> isShown(place.relativize(file)))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw UserException.failed("%s: there are no pictures in this folder; check the path", place);
            }
            return files.stream();
        } catch (IOException | UncheckedIOException e) {
            throw UserException.failed(e, "%s: cannot be listed (%s)", place, Reason.of(e));
        }
    }

    private static boolean isShown(Path below) {
        return StreamSupport.stream(below.spliterator(), false)
                .noneMatch(name -> name.toString().startsWith("."));
    }
}
