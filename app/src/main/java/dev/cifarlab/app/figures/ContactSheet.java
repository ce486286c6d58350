package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import dev.cifarlab.app.runs.AtomicFiles;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The first images of each class, a row a class, in double size. */
public final class ContactSheet {

    private static final int SCALE = 2;
    private static final int GAP = 4;
    private static final int LABEL = 150;

    private ContactSheet() {}

    /** Writes a PNG with up to {@code perClass} images of each class. */
    public static void write(ImageSet images, int perClass, Path file) {
        int cellWidth = SCALE * images.width() + GAP;
        int cellHeight = SCALE * images.height() + GAP;
        int rows = images.classNames().size();
        BufferedImage sheet = new BufferedImage(
                LABEL + perClass * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        graphics.setColor(Color.BLACK);
        for (int row = 0; row < rows; row++) {
            int top = GAP + row * cellHeight;
            graphics.drawString(images.classNames().get(row), GAP, top + cellHeight / 2);
            drawRow(graphics, images, firstOf(images, row, perClass), top);
        }
        graphics.dispose();
        AtomicFiles.write(file, out -> ImageIO.write(sheet, "png", out));
    }

    private static int[] firstOf(ImageSet images, int label, int count) {
        return IntStream.range(0, images.size())
                .filter(index -> images.labels()[index] == label)
                .limit(count)
                .toArray();
    }

    private static void drawRow(Graphics2D graphics, ImageSet images, int[] indices, int top) {
        int width = SCALE * images.width();
        int height = SCALE * images.height();
        for (int column = 0; column < indices.length; column++) {
            int left = LABEL + column * (width + GAP);
            graphics.drawImage(Tiles.image(images, indices[column]), left, top, width, height, null);
        }
    }
}
