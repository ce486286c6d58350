package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An image as it is. */
public final class PlainPicture {

    private PlainPicture() {}

    /** Writes planes of bytes (3, side, side), red first, as a PNG of as many pixels. */
    public static void write(byte[] planes, int side, Path file) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int plane = side * side;
        for (int k = 0; k < plane; k++) {
            int red = planes[k] & 0xff;
            int green = planes[plane + k] & 0xff;
            int blue = planes[2 * plane + k] & 0xff;
            image.setRGB(k % side, k / side, red << 16 | green << 8 | blue);
        }
        AtomicFiles.write(file, out -> {
            ByteArrayOutputStream png = new ByteArrayOutputStream();
            if (!ImageIO.write(image, "png", png)) {
                throw new IOException("this Java writes no PNG");
            }
            png.writeTo(out);
        });
    }
}
