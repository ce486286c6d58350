package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.runs.AtomicFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** An image as it is, as a PNG of as many pixels. */
public final class PlainPicture {

    private PlainPicture() {}

    /** Writes planes of bytes (3, side, side), red first, or (1, side, side). */
    public static void write(byte[] planes, int side, Path file) {
        int channels = planes.length / (side * side);
        ImageSet one = new ImageSet(planes, new int[] {ImageSet.UNKNOWN}, channels, side, side, List.of("unknown"));
        AtomicFiles.write(file, out -> out.write(png(one, 0)));
    }

    /** The file's bytes for one image of a set. */
    public static byte[] png(ImageSet images, int index) {
        try {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(Tile.picture(images, index), "png", png)) {
                throw new IOException("this Java writes no PNG");
            }
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
