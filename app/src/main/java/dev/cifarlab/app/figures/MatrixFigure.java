package dev.cifarlab.app.figures;

import static dev.cifarlab.app.figures.Drawing.MARGIN;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of coloured cells with text in them.
 *
 * @param title stands above
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param rows labels of the rows
 * @param columns labels of the columns
 */
record MatrixFigure(String title, String rowTitle, String columnTitle, List<String> rows, List<String> columns) {

    private static final int DARK = 140;
    private static final int LINE = 24;

    /** A number that becomes a colour, white where it is NaN, and what stands on it. */
    record Cell(double value, String text) {}

    /** The cell of a row and a column, from 0. */
    @FunctionalInterface
    interface Cells {
        Cell at(int row, int column);
    }

    /** Draws all cells, which are {@code width} x {@code height} pixels large. */
    BufferedImage draw(Cells cells, ColourScale scale, int width, int height) {
        int left = 2 * MARGIN
                + Stream.concat(Stream.of(rowTitle), rows.stream())
                        .mapToInt(label -> Drawing.width(label, Drawing.TEXT))
                        .max()
                        .orElse(0);
        int top = MARGIN + 100;
        BufferedImage picture = Drawing.white(
                Math.max(left + columns.size() * width + MARGIN, Drawing.titleWidth(title)),
                top + rows.size() * height + MARGIN);
        Graphics2D graphics = Drawing.titled(picture, title);
        graphics.drawString(columnTitle, left, MARGIN + 60);
        graphics.drawString(rowTitle, MARGIN, top - 10);
        for (int column = 0; column < columns.size(); column++) {
            centred(graphics, columns.get(column), left + column * width, top - 10, width);
        }
        for (int row = 0; row < rows.size(); row++) {
            int y = top + row * height;
            graphics.setColor(Color.BLACK);
            graphics.drawString(rows.get(row), MARGIN, y + height / 2 + 7);
            for (int column = 0; column < columns.size(); column++) {
                Rectangle place = new Rectangle(left + column * width, y, width, height);
                draw(graphics, cells.at(row, column), scale, place);
            }
        }
        graphics.dispose();
        return picture;
    }

    private static void draw(Graphics2D graphics, Cell cell, ColourScale scale, Rectangle place) {
        Color colour = Double.isNaN(cell.value) ? Color.WHITE : scale.of(cell.value);
        graphics.setColor(colour);
        graphics.fillRect(place.x, place.y, place.width - 2, place.height - 2);
        int lightness = (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3;
        graphics.setColor(lightness < DARK ? Color.WHITE : Color.BLACK);
        String[] lines = cell.text.split("\n", -1);
        int first = place.y + place.height / 2 + 7 - (lines.length - 1) * LINE / 2;
        for (int k = 0; k < lines.length; k++) {
            centred(graphics, lines[k], place.x, first + k * LINE, place.width);
        }
    }

    private static void centred(Graphics2D graphics, String text, int x, int y, int width) {
        graphics.drawString(text, x + (width - graphics.getFontMetrics().stringWidth(text)) / 2, y);
    }
}
