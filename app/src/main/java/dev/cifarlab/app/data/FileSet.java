package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.DataSource;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A data set of files in a form that is known, which can be fetched. */
interface FileSet {

    /**
     * A file on a server.
     *
     * @param address where it is
     * @param size its bytes
     * @param md5 its MD5 sum in lower-case hexadecimal
     */
    record Remote(URI address, long size, String md5) {

        /** The last part of its address. */
        String file() {
            return address.getPath().replaceFirst(".*/", "");
        }
    }

    /** Which it is. */
    DataSource source();

    /** What people call it. */
    default String name() {
        return source().title();
    }

    /** Where it may lie within a folder that is named; a download makes the first of them. */
    List<String> folders();

    /** What is to be fetched. */
    List<Remote> remotes();

    /** Whether a folder has its files, or some of them. */
    boolean isIn(Path folder);

    /**
     * All training images and all test images of a folder.
     *
     * @throws UserException naming a file that is missing, damaged, or the copy of another one
     */
    Source.Loaded read(Path folder);

    /** Makes a folder that is not there yet, at once, of another one that holds all that was fetched. */
    void settle(Path fetched, Path folder) throws IOException;

    /** Bytes to be fetched. */
    default long size() {
        return remotes().stream().mapToLong(Remote::size).sum();
    }

    /** For a file of which something is wrong. */
    default UserException broken(Path file, String what) {
        return UserException.failed("%s %s; delete its folder and fetch %s again with --download", file, what, name());
    }
}
