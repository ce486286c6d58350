package dev.cifarlab.app.figures;

import dev.cifarlab.app.data.ImageSet;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.stream.IntStream;

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
        BufferedImage sheet = Drawing.white(LABEL + perClass * cellWidth + GAP, rows * cellHeight + GAP);
        Graphics2D graphics = Drawing.on(sheet, new Font(Font.SANS_SERIF, Font.PLAIN, 16));
        for (int row = 0; row < rows; row++) {
            int top = GAP + row * cellHeight;
            graphics.drawString(images.classNames().get(row), GAP, top + cellHeight / 2);
            drawRow(graphics, images, firstOf(images, row, perClass), top);
        }
        graphics.dispose();
        Drawing.write(sheet, file);
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
            graphics.drawImage(Tile.picture(images, indices[column]), left, top, width, height, null);
        }
    }
}
