package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** An image as it is. */
public final class PlainPicture {

    private PlainPicture() {}

    /** Writes planes of bytes (3, side, side), red first, or (1, side, side), as a PNG of as many pixels. */
    public static void write(byte[] planes, int side, Path file) {
        int channels = planes.length / (side * side);
        ImageSet one = new ImageSet(planes, new int[1], channels, side, side, List.of(""));
        BufferedImage image = Tile.picture(one, 0);
        AtomicFiles.write(file, out -> {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this Java writes no PNG");
            }
            png.writeTo(out);
        });
    }
}
