package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.UserException;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import org.datavec.api.io.labels.PathLabelGenerator;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/**
 * The class of a picture is the first folder below a root; DataVec's own generator takes the last, and so makes a class
 * of every sub-folder.
 */
final class FirstFolder implements PathLabelGenerator {

    private static final long serialVersionUID = 1L;

    private final String root;

    FirstFolder(Path root) {
        this.root = root.toString();
    }

    /** The file's path as the user would write it. */
    Path path(URI file) {
        return Path.of(root).resolve(below(file));
    }

    /** The file's path from the root on. */
    Path below(URI file) {
        try {
            // DataVec leaves letters beyond ASCII as they are, which Path.of(URI) refuses
            return Path.of(root).toAbsolutePath().relativize(new File(file).toPath());
        } catch (IllegalArgumentException e) { // no path has letters that the locale lacks
            throw UserException.failed(e, "%s: a name in it has '?' in place of letters that cannot be read", root);
        }
    }

    /** The class of a file. */
    String name(URI file) {
        return below(file).getName(0).toString();
    }

    @Override
    public Writable getLabelForPath(String path) {
        return getLabelForPath(Path.of(path).toUri());
    }

    @Override
    public Writable getLabelForPath(URI file) {
        return new Text(name(file));
    }

    @Override
    public boolean inferLabelClasses() {
        return true;
    }
}
