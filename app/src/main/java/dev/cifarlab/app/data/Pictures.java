package dev.cifarlab.app.data;

import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.io.IOException;
import java.nio.file.Path;

/** Picture files of any size as 32x32 pixels: one way for training and prediction, and for every format. */
public final class Pictures {

    static final int SIDE = 32;
    static final int CHANNELS = 3;

    private Pictures() {}

    /**
     * Reads a picture as planar RGB bytes (3, 32, 32): its first frame, upright, on white, with the values that are
     * stored, whatever colour profile stands beside them; averaged over areas where it is larger, linear between
     * pixels where it is smaller.
     *
     * @throws UserException when the file is missing, or no picture of a known format and a reasonable size
     */
    public static byte[] load(Path file) {
        try {
            PictureFile picture = PictureFile.of(file);
            CanvasRows rows = new CanvasRows(picture.decode(), picture.whole());
            return picture.orientation().upright(Resizing.planes(rows, SIDE), SIDE);
        } catch (UserException e) {
            throw e;
        } catch (IOException e) {
            throw Reason.root(e) instanceof OutOfMemoryError
                    ? tooLarge(file, e)
                    : UserException.failed(
                            e, "%s: cannot be read as a picture (%s); is it damaged?", file, Reason.of(e));
        } catch (RuntimeException e) { // what a decoder stumbles over
            throw UserException.failed(
                    e, "%s: cannot be read as a picture (it contradicts itself); is it damaged?", file);
        } catch (OutOfMemoryError e) {
            throw tooLarge(file, e);
        }
    }

    private static UserException tooLarge(Path file, Throwable e) {
        return UserException.failed(
                e,
                "%s: its pixels need more memory than Java has; make it smaller, or give more by"
                        + " CIFAR_LAB_JAVA_OPTS=-Xmx4g",
                file);
    }
}
