package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of a data set in a form that other programs read and this one does not.
 *
 * @param file the file
 * @param kind what it is
 */
record OtherForm(Path file, String kind) {

    /** Folders below a place that are looked into: Hugging Face's files lie in one, Python's in one of an archive. */
    private static final int DEPTH = 3;

    private static final Map<Pattern, String> KINDS = Map.of(
            Pattern.compile("(.*/)?(data_batch_\\d|test_batch|cifar-10-python\\.tar\\.gz)"),
                    "CIFAR-10 as Python pickles it",
            Pattern.compile("(.*/)?(meta|cifar-100-python/(train|test)|cifar-100-python\\.tar\\.gz)"),
                    "CIFAR-100 as Python pickles it",
            Pattern.compile(".*\\.parquet"), "Parquet, as Hugging Face keeps it");

    /** The first of them in a folder, or that file itself. */
    static Optional<OtherForm> in(Path place) {
        try (Stream<Path> files = Files.find(place, DEPTH, (path, attributes) -> attributes.isRegularFile())) {
            return files.sorted().flatMap(OtherForm::of).findFirst();
        } catch (IOException | UncheckedIOException e) { // nothing there that could be looked at
            return Optional.empty();
        }
    }

    private static Stream<OtherForm> of(Path file) {
        String name = file.toString().replace('\\', '/');
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getKey().matcher(name).matches())
                .map(kind -> new OtherForm(file, kind.getValue()));
    }

    /**
     * Says so where pictures were looked for.
     *
     * @throws UserException where there is one
     */
    static void refuse(Path folder) {
        in(folder).ifPresent(form -> {
            throw UserException.failed(
                    "%s, and no pictures; fetch the set in its binary form with --download and --data cifar10,"
                            + " cifar100, mnist or fashion-mnist",
                    form);
        });
    }

    @Override
    public String toString() {
        return file + " is " + kind;
    }
}
