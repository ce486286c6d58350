package dev.cifarlab.app.figures;

import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Pictures and text on white ground, as PNG files. */
final class Drawing {

    static final int MARGIN = 16;
    static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 19);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 24);

    private Drawing() {}

    static BufferedImage white(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        return picture;
    }

    /** What writes black text on a picture. */
    static Graphics2D on(BufferedImage picture, Font font) {
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.BLACK);
        graphics.setFont(font);
        return graphics;
    }

    /** Writes a title above all, and makes what is written next usual text. */
    static Graphics2D titled(BufferedImage picture, String title) {
        Graphics2D graphics = on(picture, TITLE);
        graphics.drawString(title, MARGIN, MARGIN + 22);
        graphics.setFont(TEXT);
        return graphics;
    }

    /** The width that a picture with a title has at least. */
    static int titleWidth(String title) {
        return width(title, TITLE) + 2 * MARGIN;
    }

    static int width(String text, Font font) {
        return white(1, 1).createGraphics().getFontMetrics(font).stringWidth(text);
    }

    /** Writes a picture, whole or not at all. */
    static void write(BufferedImage picture, Path file) {
        AtomicFiles.write(file, out -> ImageIO.write(picture, "png", out));
    }
}
