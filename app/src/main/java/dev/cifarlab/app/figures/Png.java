package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.AtomicFiles;
import dev.cifarlab.app.settings.Reason;
import dev.cifarlab.app.settings.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures on white ground as PNG files. */
final class Png {

    private Png() {}

    /** An empty white picture. */
    static BufferedImage white(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    /** Takes a picture away that no longer shows what it should. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserException.failed(e, "%s: cannot be deleted (%s)", file, Reason.of(e));
        }
    }

    /** Writes a picture, whole or not at all. */
    static void write(BufferedImage picture, Path file) {
        AtomicFiles.write(file, out -> ImageIO.write(picture, "png", out));
    }
}
